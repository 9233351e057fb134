# hv beside a C program (docs/benchmarks.md): loop and xml on this machine always; everything that needs a KVM on this
# machine's /dev/kvm, or in the lab where there is none. In the lab nothing is judged: it emulates processors in software.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
need jdk maven gcc qemu
main=io.hv.bench.Main
stage=$(ci/stage --runtime --module hv-bench)
parts=$FULL/parts
options=(--commit "$(commit)")

# bench NAME ARG... : measures here, with the JVM's options in the array jvm.
jvm=()
bench() {
  local name=$1
  shift
  [ -e "$parts/$name.done" ] && return
  # A judged promise that does not hold ends with 1, and is measured all the same.
  run_bench "$stage" "$@" "${options[@]}" --json "$parts/$name.json" || return
  touch "$parts/$name.done"
}

# bench_in_lab BENCH : measures there, with counts for exits of 40 µs. A machine of its own for each, and three tries: the
# emulation hangs at times.
bench_in_lab() {
  local name=$1 try
  [ -e "$parts/$name.done" ] && return
  for try in 1 2 3; do
    echo "$name in the lab, try $try"
    rm -rf "$FULL/lab"
    if lab/run --file "$FULL/peer" --out "$FULL/lab" --timeout 300 --module hv-bench --main "$main" "$name" "${options[@]}" \
      --peer /out/peer --report-only "$(where none)" \
      --pairs 31 --exits 400 --warmup 40000 --creates 20 --tail 30000 --json /out/bench.json; then
      cp "$FULL/lab/bench.json" "$parts/$name.json"
      touch "$parts/$name.done"
      return
    fi
  done
  return 1
}

rc=0
bench loop loop || rc=$?
bench xml xml || rc=$?
names=(loop xml)
if has_qemu-img; then
  names+=(image)
  bench image image || rc=$?
fi
case $(kvm_here) in
  none | forbidden)
    gcc -O2 -static -o "$FULL/peer" hv-bench/src/main/c/peer.c
    for name in pio mmio alloc create tail; do
      names+=("$name")
      bench_in_lab "$name" || rc=$?
    done ;;
  *)
    names+=(kvm)
    bench kvm pio mmio alloc create marker fork disk tail || rc=$?
    # For memory the JVM itself must not grow, as in cycles.sh.
    names+=(memory)
    jvm=(-Xint -XX:+UseSerialGC -Xms128m -Xmx128m -XX:+AlwaysPreTouch)
    bench memory forkMemory || rc=$? ;;
esac
{
  printf '{ "where": "%s"' "$(where "$(kvm_here)")"
  for name in "${names[@]}"; do printf ', "%s": %s' "$name" "$(cat "$parts/$name.json" 2>/dev/null || echo null)"; done
  echo ' }'
} >"$FULL/result.json"
exit "$rc"
