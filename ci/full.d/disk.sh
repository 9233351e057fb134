# What a stock kernel's requests to a disk cost: exits to user space, interrupts and system calls, hv beside QEMU's microvm
# in the same nested lab, counted by the kernel below both. fio does the requests: without it there is nothing to measure.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
. ci/qemu.sh
need jdk maven qemu busybox e2fsprogs fio
qemu_for_lab "$FULL/qemu"
rc=0
lab/run --file "$FULL/qemu" --out "$FULL/lab" --timeout 3600 --module hv-bench --main io.hv.bench.Main diskCounts \
  --qemu "$QEMU_IN_LAB" --peer /bin/true \
  --commit "$(commit)" --json /out/disk.json || rc=$?
printf '{ "where": "%s", "disk": %s }\n' "$(where none)" "$(cat "$FULL/lab/disk.json" 2>/dev/null || echo null)" >"$FULL/result.json"
exit "$rc"
