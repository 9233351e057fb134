# 50 tests on 50 forks of a stock Linux, the boot of what they are forks of with them, beside five boots of that Linux: the
# times of JUnit's report. Always in the nested lab: it needs a KVM of real hardware.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
need jdk maven qemu busybox e2fsprogs
rm -rf "$FULL/lab"
rc=0
lab/run --fresh --module examples --classes FiftyForksTest --timeout 1800 --class-timeout 1700 --out "$FULL/lab" || rc=$?
[ "$rc" = 0 ] || [ "$rc" = 1 ] || exit "$rc"
# times NAME : how long each test of that name took, in seconds, as JSON.
times() {
  cat "$FULL"/lab/*FiftyForksTest/TEST-junit-jupiter.xml | grep -o "<testcase name=\"$1[(][^>]*" |
    sed 's/.* time="\([0-9.]*\)".*/\1/' | paste -sd, - | sed 's/.*/[&]/'
}
tests=$(times test)
boots=$(times boot)
sum() { tr -d '[]' <<<"$1" | tr , '\n' | awk '{ sum += $1 } END { printf "%.3f", sum }'; }
printf '{ "where": "%s", "tests": %s, "boots": %s, "testsSeconds": %s, "bootsSeconds": %s }\n' \
  "$(where none)" "$tests" "$boots" "$(sum "$tests")" "$(sum "$boots")" >"$FULL/result.json"
[ "$rc" = 0 ] || exit "$rc"
# As many as were promised, and in less time.
[ "$(tr -cd , <<<"$tests$boots" | wc -c)" = 53 ]
awk -v tests="$(sum "$tests")" -v boots="$(sum "$boots")" 'BEGIN { exit !(tests < boots) }'
