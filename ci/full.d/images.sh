# 10,000 histories of disk images beside arrays of bytes, of which QEMU looks at a sample, and 3,000 losses of power in each of
# seven histories of qcow2. Seeds are those from 0 on. Then all of what ./check plain has a sample of: images as qemu-img makes
# them, damaged fields, losses of power of VDI and VHDX.
set -euo pipefail
. ci/setup.sh
need jdk maven qemu-img
rc=0
mvn -B -ntp -pl hv-image -am verify -Dsurefire.failIfNoSpecifiedTests=false \
  -Dtest='ModelTest,PowerLossTest,MatrixTest,VmdkVpcMatrixTest,BlockHostileTest,BlockPowerLossTest' \
  -Dhv.histories=10000 -Dhv.losses=3000 -Dhv.thorough=true >"$FULL/log.mvn" 2>&1 || rc=$?

# counted CLASS : what its report says.
counted() {
  sed -n -E 's/.*<testsuite .*tests="([0-9]+)" errors="([0-9]+)" skipped="([0-9]+)" failures="([0-9]+)".*/{ "tests": \1, "errors": \2, "skipped": \3, "failures": \4 }/p' \
    "hv-image/target/surefire-reports/TEST-io.hv.image.$1.xml" 2>/dev/null | head -n1 | grep . || echo null
}
{
  printf '{ "histories": %s, "lossesOfEach": 3000, "historiesWithLosses": %s,\n' \
    "$(counted ModelTest)" "$(counted qcow2.PowerLossTest)"
  printf '  "images": %s, "imagesOfVmdkAndVhd": %s,\n' "$(counted MatrixTest)" "$(counted VmdkVpcMatrixTest)"
  printf '  "damagedBlockImages": %s, "blockImagesWithLosses": %s }\n' \
    "$(counted BlockHostileTest)" "$(counted block.BlockPowerLossTest)"
} >"$FULL/result.json"
[ "$rc" = 0 ] || tail -n 60 "$FULL/log.mvn"
exit "$rc"
