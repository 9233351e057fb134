# What a whole machine does with stock kernels: its agent runs 1,000 programs, 100 MiB go through a socket there and back
# both ways, folders are stormed, the balloon gives memory back, two machines talk by a cable that loses one frame in five, a machine with an agent and a network is forked 8 times, and for 8 tests, each with a network of its own.
# Always in the nested lab: it needs a KVM of real hardware.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
. ci/evidence.sh
want qemu-ga socat
measure_in_lab StockAgentTest,StockVsockTest,StockSharesTest,StockBalloonTest,StockLanTest,StockAgentForksTest,StockLanForksTest -Dhv.agent.forks=8 -Dhv.execs=1000 -Dhv.sockets.mib=100
