# What a stock kernel's boot costs: exits to user space, interrupts and system calls, hv beside QEMU's microvm in the same
# nested lab, counted by the kernel below both.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
need jdk maven qemu busybox e2fsprogs
# QEMU with all that it loads goes into the lab.
qemu=$FULL/qemu
rm -rf "$qemu"
mkdir -p "$qemu/lib" "$qemu/share"
cp "$(command -v qemu-system-x86_64)" "$qemu/qemu"
ldd "$qemu/qemu" | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' | xargs -I{} cp -L {} "$qemu/lib/"
for folder in /usr/share/qemu /usr/share/seabios; do
  for file in bios-microvm.bin qboot.rom linuxboot_dma.bin pvh.bin kvmvapic.bin; do
    [ ! -e "$folder/$file" ] || cp -L "$folder/$file" "$qemu/share/"
  done
done
rc=0
lab/run --file "$qemu" --out "$FULL/lab" --timeout 1800 --module hv-bench --main io.hv.bench.Main boot \
  --qemu 'env LD_LIBRARY_PATH=/out/qemu/lib /out/qemu/qemu -L /out/qemu/share' --peer /bin/true \
  --commit "$(commit)" --json /out/boot.json || rc=$?
printf '{ "where": "nested lab, kvm_amd in software emulation", "boot": %s }\n' "$(cat "$FULL/lab/boot.json" 2>/dev/null || echo null)" >"$FULL/result.json"
exit "$rc"
