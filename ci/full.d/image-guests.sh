# Guests on disks in images of every format that can be written: all cases of which ./check host has a sample. On /dev/kvm where
# there is one, else in the nested lab.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
measure ImageGuestsTest -Dhv.thorough=true
