# Sourced by lab/run and the host lane: which classes to run, and what is known of each. A result is a folder named after the class, with
# JUnit's XML reports and a file `status`: running, passed, failed or died.

# select_classes NAMES I/N < all : the wanted ones of all classes, the I-th of N parts that take equally long as far as
# lab/weights tells; fails if a name is unknown.
select_classes() {
  local names=$1 part=${2%/*} parts=${2#*/} all name
  all=$(cat)
  if [ -n "$names" ]; then
    for name in ${names//,/ }; do
      grep -E "(^|\.)${name//./\\.}\$" <<<"$all" || { echo "lab: no test class $name" >&2; return 2; }
    done
  else
    [ -z "$all" ] || echo "$all"
  fi | awk '
    NR == FNR { if ($1 !~ /^#/) weight[$2] = $1; next }
    { print ($1 in weight ? weight[$1] : 8), $1 }' lab/weights - | sort -k1,1nr -k2 | awk -v part="$part" -v parts="$parts" '
    { least = 1; for (i = 2; i <= parts; i++) if (load[i] < load[least]) least = i
      load[least] += $1
      if (least == part) print $2 }' | sort
}

# status RESULTS CLASS
status() { cat "$1/$2/status" 2>/dev/null || true; }

# remaining RESULTS WANTED : those without a result.
remaining() {
  local class
  while read -r class; do
    [ -n "$(status "$1" "$class")" ] || echo "$class"
  done <"$2"
}

# todo RESULTS WANTED SUSPECTS : those without a result; one that took a machine down comes after the others.
todo() {
  remaining "$1" "$2" |
    awk -v suspects="$3" 'BEGIN { while ((getline class < suspects) > 0) suspect[class] }
                          $0 in suspect { last = last $0 "\n"; next } { print } END { printf "%s", last }'
}

# collect OUT RESULTS : keeps what the machine finished.
collect() {
  local folder
  for folder in "$1"/reports/*/; do
    case $(cat "$folder/status" 2>/dev/null) in
      passed | failed) cp -a "$folder" "$2/" ;;
    esac
  done
}

# stalled RESULTS CLASS : it failed, and all that failed in it was that a guest was waited for until time was over: for what
# its console says, for its end, or, below the API, for either (which tells no more than that).
# (JUnit's reports have each element's attributes in one line.)
stalled() {
  [ "$(status "$1" "$2")" = failed ] || return 1
  local failed
  failed=$(cat "$1/$2"/TEST-*.xml | grep -oE '<(failure|error) [^<]*type="[^"]*"')
  [ -n "$failed" ] && ! grep -qvE -e 'was expected on the console of .*type="io.hv.OperationTimeoutException"$' \
    -e 'message="the console of .* did not end .*type="io.hv.OperationTimeoutException"$' \
    -e '^<(failure|error) type="java.util.concurrent.TimeoutException"$' <<<"$failed"
}

# failures RESULTS CLASS : the names of the tests that failed, in one line.
failures() {
  cat "$1/$2"/TEST-*.xml | awk '/<testcase /{ name = $0; sub(/.*<testcase name="/, "", name); sub(/".*/, "", name) }
    /<(failure|error) /{ printf "%s%s", separator, name; separator = ", " }'
}

# set_aside RESULTS CLASSES : classes that stalled are to be run again, once, and no more than three of them; prints them.
set_aside() {
  local class
  while read -r class; do
    if [ ! -e "$1/stalled/$class" ] && [ "$(find "$1/stalled" -mindepth 1 -maxdepth 1 2>/dev/null | wc -l)" -lt 3 ] &&
      stalled "$1" "$class"; then
      mkdir -p "$1/stalled"
      mv "$1/$class" "$1/stalled/$class"
      echo "$class"
    fi
  done <"$2"
}

# tell RESULTS CLASS NAME REASON : a report of a run that does not count, as a skipped test.
tell() {
  echo "<testsuite name=\"$2\"><testcase classname=\"$2\" name=\"$3\"><skipped message=\"$2 $4\"/></testcase></testsuite>" \
    >"$1/$2/TEST-${3// /-}.xml"
}

# tell_again RESULTS CLASSES SUSPECTS : no run of a class is forgotten. What was set aside, and not run again in time, failed.
tell_again() {
  local class died
  while read -r class; do
    if [ -e "$1/stalled/$class" ]; then
      if [ -e "$1/$class" ]; then
        tell "$1" "$class" "another machine" "stalled, and was run again in another machine: time was over in $(failures "$1/stalled" "$class")"
      else
        mv "$1/stalled/$class" "$1/$class"
      fi
    fi
    died=$(grep -cx -- "$class" "$3") || true
    case $died/$(status "$1" "$class") in
      0/*) ;;
      */passed | */failed) tell "$1" "$class" "a new machine" "ran to its end in a new machine: $died died or fell silent under it" ;;
    esac
  done <"$2"
}

# unfinished OUT : the class that was running when the machine or its JVM ended.
unfinished() {
  { grep -lx running "$1"/reports/*/status 2>/dev/null || true; } | head -n1 | xargs -r dirname | xargs -r basename
}

# record_death RESULTS CLASS STATUS CONSOLE : a report that counts as one failed test.
record_death() {
  local folder=$1/$2 message="the JVM or its machine ended with status $3 while this class ran"
  mkdir -p "$folder"
  {
    echo "<testsuite name=\"$2\" tests=\"1\" errors=\"1\"><testcase classname=\"$2\" name=\"the whole class\">"
    echo "<error message=\"$message\">"
    tail -n 60 "$4" | tr -d '\000-\010\013-\037' | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'
    echo "</error></testcase></testsuite>"
  } >"$folder/TEST-died.xml"
  echo died >"$folder/status"
  echo "  $2: $message" >&2
}

# copy_reports RESULTS WANTED OUT
copy_reports() {
  local class
  mkdir -p "$3"
  while read -r class; do
    [ ! -d "$1/$class" ] || cp -a "$1/$class" "$3/"
  done <"$2"
}

# report RESULTS WANTED : a line for every class that did not pass, and the counts.
report() {
  local class state passed=0 other=0
  while read -r class; do
    state=$(status "$1" "$class")
    if [ "$state" = passed ]; then
      passed=$((passed + 1))
    else
      other=$((other + 1))
      echo "  ${state:-not run}: $class"
    fi
  done <"$2"
  echo "  $passed classes passed, $other did not"
}

# verdict RESULTS WANTED DIED : the exit status.
verdict() {
  if [ -n "$(remaining "$1" "$2")" ]; then return 124; fi
  if [ -n "$3" ]; then return 125; fi
  local class
  while read -r class; do
    [ "$(status "$1" "$class")" = passed ] || return 1
  done <"$2"
}
