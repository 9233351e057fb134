# 10,000 histories of disk images beside arrays of bytes, by jqwik, which shortens one that fails; of each kind as many, with
# seeds that stand in HistoryTest. QEMU looks at every tenth. 3,000 losses of power in each of seven histories of qcow2, whose
# seeds are those from 0 on. Then all of what ./check plain has a sample of: images as qemu-img makes them, damaged fields,
# losses of power of VDI and VHDX. What is done, each kind of history by itself, is not done again when this was cut short.
set -euo pipefail
. ci/setup.sh
. ci/evidence.sh
need jdk maven qemu-img
rc=0
histories=$FULL/parts/histories
mkdir -p "$histories"

# tests NAMES OPTION... : Maven with these tests.
tests() {
  local names=$1
  shift
  if mvn -B -ntp -pl hv-image -am verify -Dsurefire.failIfNoSpecifiedTests=false -Dtest="$names" -Dhv.thorough=true "$@" \
    >"$FULL/log.mvn" 2>&1; then return 0; fi
  rc=1
  grep -E 'ERROR|FAIL' "$FULL/log.mvn" | tail -n 60
  cp "$FULL/log.mvn" "$FULL/log.mvn.${names%%#*}"
  return 1
}

mapfile -t kinds < <(sed -n -E 's/^    void ([A-Za-z0-9]+)\(@ForAll.*/\1/p' hv-image/src/test/java/io/hv/image/HistoryTest.java)
todo=()
for kind in "${kinds[@]}"; do [ -e "$histories/$kind.json" ] || todo+=("$kind"); done
if [ "${#todo[@]}" != 0 ]; then
  wanted=$(IFS=+; echo "${todo[*]}")
  tests "HistoryTest#$wanted" -Djqwik.tries.default=$((10000 / ${#kinds[@]} + 1)) -Dhv.evidence="$FULL/parts" || true
  for kind in "${todo[@]}"; do
    [ -e "$histories/$kind.json" ] || { echo "no evidence of histories: $kind"; rc=1; }
  done
fi

for class in qcow2.PowerLossTest MatrixTest VmdkVpcMatrixTest BlockHostileTest block.BlockPowerLossTest; do
  [ ! -e "$FULL/parts/$class.xml" ] || continue
  rm -f "hv-image/target/surefire-reports/TEST-io.hv.image.$class.xml"
  if tests "${class##*.}" -Dhv.losses=3000; then
    cp "hv-image/target/surefire-reports/TEST-io.hv.image.$class.xml" "$FULL/parts/$class.xml"
    echo "$class: done"
  fi
done

# counted CLASS : what its report says.
counted() {
  sed -n -E 's/.*<testsuite .*tests="([0-9]+)" errors="([0-9]+)" skipped="([0-9]+)" failures="([0-9]+)".*/{ "tests": \1, "errors": \2, "skipped": \3, "failures": \4 }/p' \
    "$FULL/parts/$1.xml" 2>/dev/null | head -n1 | grep . || echo null
}
# of_all KEY : its sum over the kinds of histories.
of_all() { sed -n -E "s/.*\"$1\": ([0-9]+).*/\1/p" "$histories"/*.json 2>/dev/null | awk '{ n += $1 } END { print n + 0 }'; }
{
  printf '{ "histories": { "all": %s, "steps": %s, "reopened": %s, "seenByQemu": %s%s },\n' \
    "$(of_all histories)" "$(of_all steps)" "$(of_all reopened)" "$(of_all seenByQemu)" "$(members "$histories"/*.json)"
  printf '  "lossesOfEach": 3000, "historiesWithLosses": %s,\n' "$(counted qcow2.PowerLossTest)"
  printf '  "images": %s, "imagesOfVmdkAndVhd": %s,\n' "$(counted MatrixTest)" "$(counted VmdkVpcMatrixTest)"
  printf '  "damagedBlockImages": %s, "blockImagesWithLosses": %s }\n' \
    "$(counted BlockHostileTest)" "$(counted block.BlockPowerLossTest)"
} >"$FULL/result.json"
[ "$(of_all histories)" -ge 10000 ] || rc=1
exit "$rc"
