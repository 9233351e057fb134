# hv's calls of libvirt beside C's (docs/benchmarks.md, section libvirt): the test driver, and a libvirtd of its own in
# namespaces, where root can start one.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
need jdk maven gcc libvirt virsh
stage=$(ci/stage --runtime --module hv-bench)
daemon=$FULL/libvirtd
options=()
rc=0

# The daemon ends when the pipe does.
if [ "$(id -u)" = 0 ]; then
  rm -rf "$daemon"
  mkdir -p "$daemon"
  mkfifo "$daemon.in"
  unshare --mount --pid --fork --mount-proc --propagation private \
    bash hv-libvirt/src/test/resources/io/hv/libvirt/private-libvirtd.sh "$daemon" <"$daemon.in" >"$daemon.log" 2>&1 &
  exec 7>"$daemon.in"
  rm "$daemon.in"
  # libvirt asks QEMU what it can do before the first answer.
  timeout 180 bash -c "until virsh -c 'qemu:///system?socket=$daemon/run/libvirt/libvirt-sock' version >/dev/null 2>&1; do sleep 0.2; done"
  options=(--libvirt "qemu:///system?socket=$daemon/run/libvirt/libvirt-sock")
fi
run_bench "$stage" libvirt "${options[@]}" --peer /bin/true --commit "$(commit)" --json "$FULL/libvirt.json" || rc=$?
if [ "$(id -u)" = 0 ]; then
  exec 7>&-
  wait
  rm -rf "$daemon"
fi
printf '{ "libvirt": %s }\n' "$(cat "$FULL/libvirt.json" 2>/dev/null || echo null)" >"$FULL/result.json"
exit "$rc"
