# 500 random specs: virsh takes the document of each by libvirt's schema, and what it gives back has each leaf of the spec.
set -euo pipefail
. ci/setup.sh
need jdk maven virsh
rc=0
rm -f "$FULL/parts/specs.json"
mvn -B -ntp -pl hv-xml-model -am verify -Dtest=ManySpecsBesideVirsh -Dsurefire.failIfNoSpecifiedTests=false \
  -Dhv.excludedGroups= -Dhv.evidence="$FULL/parts" >"$FULL/log.mvn" 2>&1 || rc=$?
cp "$FULL/parts/specs.json" "$FULL/result.json" || rc=1
[ "$rc" = 0 ] || tail -n 60 "$FULL/log.mvn"
exit "$rc"
