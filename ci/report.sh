# Sourced by the lanes: what they did, as JUnit XML in $LANE, so that ci/Summary.java counts everything one way.

xml_text() { sed 's/\x1b\[[0-9;]*m//g' | tr -d '\000-\010\013-\037' | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'; }

# report_case NAME SECONDS [ELEMENT] : one test case of the lane; ELEMENT tells how it did not pass.
report_case() {
  local file
  file=$LANE/steps/TEST-$(tr -c 'A-Za-z0-9\n' - <<<"$1").xml
  mkdir -p "$LANE/steps"
  printf '<testsuite name="%s"><testcase classname="check" name="%s" time="%s">%s</testcase></testsuite>\n' \
    "$(basename "$LANE")" "$(xml_text <<<"$1")" "$2" "${3:-}" >"$file"
}

# left : seconds until ./check as a whole has to be at its end; a lane that is run alone has hours.
left() { echo $((${CHECK_DEADLINE:-$(($(date +%s) + 14400))} - $(date +%s))); }

# at_most SECONDS : that, or what is left of the whole; one second at least.
at_most() {
  local rest
  rest=$(left)
  [ "$rest" -ge 1 ] || rest=1
  echo $((rest < $1 ? rest : $1))
}

# limited SECONDS COMMAND... : runs it in a process group of its own. When its time is over, its JVMs are asked for their
# stacks and the group is killed: status 124.
limited() {
  local limit=$1 pid sleeper jvm rc=0
  shift
  set -m
  "$@" &
  pid=$!
  sleep "$limit" &
  sleeper=$!
  set +m
  # shellcheck disable=SC2064  # these very processes
  trap "kill -TERM -- -$pid -$sleeper 2>/dev/null; sleep 2; kill -KILL -- -$pid 2>/dev/null; exit 130" INT TERM HUP
  wait -n "$pid" "$sleeper" || rc=$?
  if kill -0 "$sleeper" 2>/dev/null; then
    kill -KILL -- "-$sleeper"
  else
    echo "took longer than $limit s"
    for jvm in $(awk -v group="$pid" '$2 == "(java)" && $5 == group { print $1 }' /proc/[0-9]*/stat 2>/dev/null); do
      timeout 20 "$JAVA_HOME/bin/jstack" -l "$jvm" || true
    done
    kill -TERM -- "-$pid" 2>/dev/null || true
    for _ in 1 2 3 4 5; do kill -0 -- "-$pid" 2>/dev/null && sleep 1; done
    kill -KILL -- "-$pid" 2>/dev/null || true
    rc=124
  fi
  trap - INT TERM HUP
  wait "$sleeper" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  return "$rc"
}

# step NAME COMMAND... : runs it with its output in a log, for STEP_LIMIT seconds at most; a failure shows what Maven
# calls an error and the log's end, is counted, and the lane goes on. Status: the command's.
step() {
  local name=$1 log started=$SECONDS rc=0
  shift
  mkdir -p "$LANE/logs"
  log=$LANE/logs/$(tr -c 'A-Za-z0-9\n' - <<<"$name").log
  limited "$(at_most "${STEP_LIMIT:-900}")" "$@" >"$log" 2>&1 </dev/null || rc=$?
  if [ "$rc" = 0 ]; then
    report_case "$name" $((SECONDS - started))
    echo "  ok      $name ($((SECONDS - started)) s)"
  else
    report_case "$name" $((SECONDS - started)) "<failure message=\"ended with $rc\">$(tail -n 40 "$log" | xml_text)</failure>"
    echo "  FAILED  $name (status $rc, $((SECONDS - started)) s): $log"
    { grep -E '^\[ERROR\] +[A-Za-z]' "$log" || true; } | head -n 25 | plain_text
    [ "$rc" != 124 ] || { grep -E 'Running |^"main"' -A 25 "$log" | grep -E '^"main"' -A 25 -B 1 || true; } | plain_text
    echo "          ... and its end:"
    tail -n 30 "$log" | plain_text
    echo
  fi
  return "$rc"
}

plain_text() { sed 's/\x1b\[[0-9;]*m//g; s/^/          /' | cut -c1-300; }

# skip NAME REASON : a step that cannot run here.
skip() {
  report_case "$1" 0 "<skipped message=\"$(xml_text <<<"$2")\"/>"
  echo "  SKIPPED $1: $2"
}
