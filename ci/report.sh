# Sourced by the lanes: what they did, as JUnit XML in $LANE, so that ci/Summary.java counts everything one way.

xml_text() { tr -d '\000-\010\013-\037' | sed 's/\x1b\[[0-9;]*m//g; s/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'; }

# report_case NAME SECONDS [ELEMENT] : one test case of the lane; ELEMENT tells how it did not pass.
report_case() {
  local file
  file=$LANE/steps/TEST-$(tr -c 'A-Za-z0-9\n' - <<<"$1").xml
  mkdir -p "$LANE/steps"
  printf '<testsuite name="%s"><testcase classname="check" name="%s" time="%s">%s</testcase></testsuite>\n' \
    "$(basename "$LANE")" "$(xml_text <<<"$1")" "$2" "${3:-}" >"$file"
}

# step NAME COMMAND... : runs it with its output in a log; a failure shows the log's end and is counted, and the lane
# goes on. Status: the command's.
step() {
  local name=$1 log started=$SECONDS rc=0
  shift
  mkdir -p "$LANE/logs"
  log=$LANE/logs/$(tr -c 'A-Za-z0-9\n' - <<<"$name").log
  "$@" >"$log" 2>&1 </dev/null || rc=$?
  if [ "$rc" = 0 ]; then
    report_case "$name" $((SECONDS - started))
    echo "  ok      $name ($((SECONDS - started)) s)"
  else
    report_case "$name" $((SECONDS - started)) "<failure message=\"ended with $rc\">$(tail -n 40 "$log" | xml_text)</failure>"
    echo "  FAILED  $name (status $rc, $((SECONDS - started)) s); the end of $log:"
    tail -n 60 "$log" | sed 's/\x1b\[[0-9;]*m//g; s/^/          /'
    echo
  fi
  return "$rc"
}

# skip NAME REASON : a step that cannot run here.
skip() {
  report_case "$1" 0 "<skipped message=\"$(xml_text <<<"$2")\"/>"
  echo "  SKIPPED $1: $2"
}
