# The shared folder, with a hostile driver, under a coverage-guided fuzzer (ci/virtio-fuzz.sh).
set -euo pipefail
. ci/virtio-fuzz.sh

fuzz_all FS-{SPLIT,PACKED}
