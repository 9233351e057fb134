# The devices of networks, sockets, shared folders and the balloon, with a hostile driver, under a coverage-guided fuzzer
# (ci/virtio-fuzz.sh).
set -euo pipefail
. ci/virtio-fuzz.sh

fuzz_all {NET,VSOCK,FS,BALLOON}-{SPLIT,PACKED}
