# Sourced by those of ci/full.d that fuzz virtio devices: a hostile driver, split and packed, under a coverage-guided fuzzer
# (ci/fuzz.sh), until ten minutes or two million programs have brought no new coverage.
. ci/setup.sh
. ci/java.sh
. ci/fuzz.sh
need jdk maven
fuzz_class=io.hv.kvm.virtio.VirtioFuzz
fuzz_instrumented='io.hv.kvm.virtio.**'
fuzz_kind=target
fuzz_runs=2000000
# A target is DEVICE-RING.
fuzz_flags() { printf '%s\n' "-Dhv.fuzz.device=${1%-*}" "-Dhv.fuzz.ring=${1#*-}"; }
fuzz_folder() { echo "virtio-${1,,}"; }
