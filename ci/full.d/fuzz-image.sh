# Images of every format with damage under a coverage-guided fuzzer (ci/fuzz.sh), until ten minutes have brought no new
# coverage. Raw has nothing that could be damaged.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/fuzz.sh
need jdk maven
# shellcheck disable=SC2034  # for ci/fuzz.sh
fuzz_module=hv-image
fuzz_class=io.hv.image.ImageFuzz
fuzz_instrumented='io.hv.image.**'
fuzz_kind=format
fuzz_flags() { echo "-Dhv.fuzz.format=$1"; }
fuzz_folder() { echo "$1"; }

fuzz_all qcow2 vmdk vpc vdi vhdx parallels
