# 100,000 kicks of a vCPU that runs, none lost. On /dev/kvm where there is one, else in the nested lab.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
measure KickTest -Dhv.kicks=100000
