# Every test tagged kvm or lab in the nested lab, without hurry, and how many there were.
set -euo pipefail
. ci/setup.sh
need jdk maven qemu busybox e2fsprogs
rc=0
lab/run --timeout 7200 --class-timeout 1200 --out "$FULL/parts/lab" || rc=$?
counts=$("$JAVA_HOME/bin/java" ci/Summary.java "$FULL/parts/lab") || rc=1
echo "$counts"
tail -n 1 <<<"$counts" |
  sed 's/\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped/{ "passed": \1, "failed": \2, "skipped": \3 }/' >"$FULL/result.json"
exit "$rc"
