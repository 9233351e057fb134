# 1,000 create-start-destroy cycles after 200 of warm-up: open files, threads and mappings equal at both ends, and less
# than 1 KiB of resident memory a cycle. On /dev/kvm where there is one, else in the nested lab.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
measure CyclesTest -Dhv.cycles=1000
