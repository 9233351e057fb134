# A stock Linux reboots itself 100 times in a row in one machine. Always in the nested lab: it needs a KVM of real hardware.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
measure_in_lab StockRebootTest -Dhv.reboots=100
