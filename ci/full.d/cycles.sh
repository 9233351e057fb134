# 1,000 create-start-destroy cycles after 200 of warm-up: open files, threads and mappings equal at both ends, and less
# than 1 KiB of resident memory a cycle. On /dev/kvm where there is one, else in the nested lab.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
# The JVM itself must not grow meanwhile: the whole heap is touched at the start, no code is compiled, and monitors that
# nobody uses are given back soon instead of after some ten thousand.
measure CyclesTest -Dhv.cycles=1000 -Xint -Xms64m -Xmx64m -XX:+AlwaysPreTouch \
  -XX:+UnlockDiagnosticVMOptions -XX:MonitorUsedDeflationThreshold=5
