# Every loader of io.hv.kvm.boot under a coverage-guided fuzzer, until ten minutes have brought no new coverage (ci/fuzz.sh).
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/fuzz.sh
need jdk maven
fuzz_class=io.hv.kvm.boot.LoaderFuzz
fuzz_instrumented='io.hv.kvm.boot.**:io.hv.image.**:org.tukaani.**'
fuzz_kind=loader
fuzz_flags() { echo "-Dhv.fuzz.loader=$1"; }
fuzz_folder() { echo "${1,,}"; }

fuzz_all ELF MULTIBOOT LINUX UNPACKING
