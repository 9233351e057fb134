# 100,000 kicks of a vCPU that runs, none lost. On /dev/kvm where there is one, else in the nested lab.
set -euo pipefail
. ci/full.d/measured
measure KickTest -Dhv.kicks=100000
