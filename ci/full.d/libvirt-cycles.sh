# 1,000 domains of libvirt's test driver and 50 of QEMU's come and go, whose libvirtd is killed five times meanwhile: handles,
# threads, files and domains at the end as at the start.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
need jdk maven qemu libvirt
rc=0
out=$FULL/parts
stage=$(ci/stage --module hv-libvirt)
echo io.hv.libvirt.LibvirtCyclesTest >"$out/classes"
# shellcheck disable=SC2046  # flags, words on purpose
"$JAVA_HOME/bin/java" -XX:+UseSerialGC $(test_properties "$(lab/base)") -Dhv.evidence="$out" \
  -Dhv.cycles=1000 -Dhv.qemu.cycles=50 -cp "$(stage_classpath "$stage")" io.hv.ci.runner.RunTests run \
  --classes "$out/classes" --reports "$out/reports" --include libvirt,libvirtd --class-timeout 3600 || rc=$?
printf '{ "result": "%s"%s }\n' "$([ "$rc" = 0 ] && echo passed || echo failed)" "$(members "$out"/cycles-*.json)" >"$FULL/result.json"
exit "$rc"
