# Disk images beside qemu-img (docs/benchmarks.md, section image), by itself: without the rest of bench.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
need jdk maven qemu-img
stage=$(ci/stage --runtime --module hv-bench)
rc=0
run_bench "$stage" image --peer /bin/true --commit "$(commit)" --json "$FULL/image.json" || rc=$?
printf '{ "image": %s }\n' "$(cat "$FULL/image.json" 2>/dev/null || echo null)" >"$FULL/result.json"
exit "$rc"
