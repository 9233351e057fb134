# A disk and a network card come to a stock Linux that runs, are used and let go of, 50 times in a row, on each kernel. Always in
# the nested lab: it needs a KVM of real hardware.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
measure_in_lab StockHotPlugTest -Dhv.plugs=50
