# 200 times a process that forks and saves machines is killed at a system call: the saved file is a whole one, the disk has
# what was told, at most one half-written file is left, and the next save removes it. Needs strace, else it is skipped.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
measure KillsTest -Dhv.kills=200
