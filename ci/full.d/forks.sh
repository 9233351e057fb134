# A stock Linux under load is saved and restored 20 times, forked 20 times, and has 50 clones at once of which 8 run. Always in
# the nested lab: it needs a KVM of real hardware.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
measure_in_lab StockSavesTest,StockForksTest,StockClonesTest -Dhv.saves=20 -Dhv.forks=20 -Dhv.clones=50 -Dhv.clones.running=8
