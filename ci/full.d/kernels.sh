# Stock kernels in the nested lab in every way that they can be booted, with how long each took to user space, and one in
# 6 GiB of memory. Nothing is judged by time: the lab emulates processors in software.
set -euo pipefail
. ci/setup.sh
need jdk maven qemu busybox e2fsprogs
rc=0
lab/run --module hv-kvm-direct --classes KernelMatrixTest,LargeMemoryTest --memory 8192 --jvm -Dhv.matrix=full \
  --timeout 7200 --class-timeout 3000 --out "$FULL/parts/lab" || rc=$?
counts=$("$JAVA_HOME/bin/java" ci/Summary.java "$FULL/parts/lab") || rc=1
echo "$counts"
{
  tail -n 1 <<<"$counts" |
    sed 's/\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped/{ "passed": \1, "failed": \2, "skipped": \3, "boots": [/'
  separator=''
  for file in "$FULL"/parts/lab/evidence/boot-*.json; do
    [ -e "$file" ] || continue
    printf '%s%s' "$separator" "$(cat "$file")"
    separator=', '
  done
  echo '] }'
} >"$FULL/result.json"
exit "$rc"
