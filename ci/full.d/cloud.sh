# A Debian with cloud-init, made from packages by debootstrap and put into qcow2 by hv, boots on overlays over that image and
# takes its seeds. Root only, since debootstrap is. Always in the nested lab: it needs a KVM of real hardware.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
need jdk maven qemu busybox e2fsprogs debootstrap
disk=$(lab/cloud)
./hv image convert -f raw -O qcow2 "$disk" "$FULL/cloud.qcow2"
lab_options=(--file "$FULL/cloud.qcow2" --memory 3072)
# For what the guests write: an overlay is beside its image.
export LAB_OUT_MIB=512
rc=0
measure_in_lab StockCloudTest -Dhv.test.cloud.image=/out/cloud.qcow2 || rc=$?
rm -f "$FULL/cloud.qcow2"
# A guest that stalls in the emulation skips its test; here that is no success.
[ -e "$FULL/parts/StockCloudTest/evidence/clones.json" ] || rc=1
exit "$rc"
