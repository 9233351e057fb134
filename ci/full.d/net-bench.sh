# Frames of a network card beside QEMU, and the switch alone (docs/benchmarks.md, sections network and networkSwitch), by
# themselves: without the rest of bench. Where there is no /dev/kvm only the switch is measured.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
need jdk maven qemu
stage=$(ci/stage --runtime --module hv-bench)
names=(networkSwitch)
case $(kvm_here) in
  none | forbidden) echo "no network: $(kvm_here) /dev/kvm" ;;
  *) names+=(network) ;;
esac
rc=0
run_bench "$stage" "${names[@]}" --pairs 41 --peer /bin/true --commit "$(commit)" --json "$FULL/net.json" || rc=$?
printf '{ "where": "%s", "net": %s }\n' "$(where "$(kvm_here)")" "$(cat "$FULL/net.json" 2>/dev/null || echo null)" >"$FULL/result.json"
exit "$rc"
