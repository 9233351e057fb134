# What a stock kernel's boot costs: exits to user space, interrupts and system calls, hv beside QEMU's microvm in the same
# nested lab, counted by the kernel below both.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
. ci/qemu.sh
need jdk maven qemu busybox e2fsprogs
qemu_for_lab "$FULL/qemu"
rc=0
lab/run --file "$FULL/qemu" --out "$FULL/lab" --timeout 1800 --module hv-bench --main io.hv.bench.Main boot \
  --qemu "$QEMU_IN_LAB" --peer /bin/true \
  --commit "$(commit)" --json /out/boot.json || rc=$?
printf '{ "where": "%s", "boot": %s }\n' "$(where none)" "$(cat "$FULL/lab/boot.json" 2>/dev/null || echo null)" >"$FULL/result.json"
exit "$rc"
