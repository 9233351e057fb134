# hv beside a C program (docs/benchmarks.md): loop on this machine always; everything that needs a KVM on this machine's
# /dev/kvm, or in the lab where there is none. In the lab nothing is judged: it emulates processors in software.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
need jdk maven gcc
main=io.hv.bench.Main
stage=$(ci/stage --runtime --module hv-bench)
parts=$FULL/parts
options=(--commit "$(commit)")

# bench NAME ARG... : measures here.
bench() {
  local name=$1
  shift
  [ -e "$parts/$name.done" ] && return
  "$JAVA_HOME/bin/java" "$native_access" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$(stage_classpath "$stage")" \
    "$main" "$@" "${options[@]}" --json "$parts/$name.json" || return
  touch "$parts/$name.done"
}

# bench_in_lab NAME ARG... : measures there, with counts for exits of 40 µs.
bench_in_lab() {
  local name=$1
  shift
  [ -e "$parts/$name.done" ] && return
  gcc -O2 -static -o "$FULL/peer" hv-bench/src/main/c/peer.c
  lab/run --file "$FULL/peer" --out "$FULL/lab" --timeout 1200 --module hv-bench --main "$main" "$@" "${options[@]}" \
    --peer /out/peer --report-only "nested lab, kvm_amd in software emulation" \
    --pairs 31 --exits 400 --warmup 40000 --creates 20 --tail 30000 --json /out/bench.json || return
  cp "$FULL/lab/bench.json" "$parts/$name.json"
  touch "$parts/$name.done"
}

rc=0
bench loop loop || rc=$?
kvm=(pio mmio alloc create tail)
case $(kvm_here) in
  none | forbidden) bench_in_lab kvm "${kvm[@]}" || rc=$? ;;
  *) bench kvm "${kvm[@]}" || rc=$? ;;
esac
printf '{ "where": "%s", "kvm": %s, "loop": %s }\n' "$(where)" \
  "$(cat "$parts/kvm.json" 2>/dev/null || echo null)" "$(cat "$parts/loop.json" 2>/dev/null || echo null)" >"$FULL/result.json"
exit "$rc"
