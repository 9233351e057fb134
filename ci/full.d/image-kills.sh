# 100 times a process that writes to a qcow2 image is killed: the image is sound but for leaks, what it told to be flushed is
# there byte for byte, and qemu-img agrees about one of five.
set -euo pipefail
. ci/setup.sh
need jdk maven qemu-img
rc=0
rm -f "$FULL/parts/image-kills.json"
mvn -B -ntp -pl hv-image -am verify -Dtest=ImageKillsTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dhv.image.kills=100 -Dhv.evidence="$FULL/parts" >"$FULL/log.mvn" 2>&1 || rc=$?
cp "$FULL/parts/image-kills.json" "$FULL/result.json" || rc=1
[ "$rc" = 0 ] || tail -n 60 "$FULL/log.mvn"
exit "$rc"
