package io.hv.kvm.vcpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.hv.kvm.ioctl.Exit;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.vcpu.TinyMachine.Ports;
import io.hv.testkit.requires.RequiresKvm;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** A vCPU comes out of the guest whenever it is told to. Property {@code hv.kicks} says how often to try. */
@RequiresKvm
@Timeout(3600)
class KickTest {

    private static final int KICKS = Integer.getInteger("hv.kicks", 300);

    /** Counts in memory and writes the count to port 40h. */
    private static final String COUNTER = "ff060030a10030e740ebf5";

    @Test
    void noneIsLostInAGuestThatNeverExits(TestReporter reporter) {
        try (Kvm kvm = Kvm.open();
                TinyMachine machine = new TinyMachine(kvm, false, VcpuThreadTest.SPIN)) {
            for (int i = 0; i < KICKS; i++) {
                machine.first().resume();
                // A kick that were lost would leave the guest spinning, and this waiting.
                machine.first().pause();
            }
            assertEquals(VcpuPhase.PAUSED, machine.first().phase());
            long interrupted = machine.first().counters().of(Exit.INTR);
            assertEquals(interrupted, machine.first().counters().total());
            reporter.publishEntry("kicks", KICKS + ", of which " + interrupted + " ended a KVM_RUN");
        }
    }

    @Test
    void noneIsLostAtAnyPointOfAnExit() {
        try (Kvm kvm = Kvm.open();
                TinyMachine machine = new TinyMachine(kvm, false, COUNTER)) {
            int[] last = new int[1];
            machine.bus.claimPorts(
                    new Ports() {
                        @Override
                        public void writePort(int offset, int size, int value) {
                            assertEquals(last[0] + 1 & 0xffff, value);
                            last[0] = value;
                        }
                    },
                    0x40,
                    2);
            for (int i = 0; i < KICKS; i++) {
                machine.first().resume();
                for (int spin = 0; spin < i % 500; spin++) {
                    Thread.onSpinWait();
                }
                machine.first().pause();
                // The OUT is finished when the vCPU is paused: its count is in memory, and RIP is past it or before it.
                assertTrue(
                        Short.toUnsignedInt(machine.memory.getShort(TinyMachine.CODE + 0x3000)) - last[0] <= 1,
                        "count in memory and count written");
            }
            assertTrue(machine.faults.isEmpty(), machine.faults.toString());
        }
    }

    @Test
    void anExitAllocatesNothing(TestReporter reporter) throws InterruptedException {
        int exits = 2000;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Kvm kvm = Kvm.open();
                TinyMachine machine = new TinyMachine(kvm, false, COUNTER)) {
            CountDownLatch[] done = {new CountDownLatch(exits)};
            machine.bus.claimPorts(
                    new Ports() {
                        @Override
                        public void writePort(int offset, int size, int value) {
                            done[0].countDown();
                        }
                    },
                    0x40,
                    2);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 3; round++) {
                done[0] = new CountDownLatch(exits);
                long before = allocated(machine, threads);
                machine.first().resume();
                done[0].await();
                machine.first().pause();
                least = Math.min(least, allocated(machine, threads) - before);
            }
            reporter.publishEntry("bytes allocated for " + exits + " exits, a pause and a task", Long.toString(least));
            assertTrue(least < exits, least + " bytes for " + exits + " exits");
        }
    }

    private static long allocated(TinyMachine machine, ThreadMXBean threads) {
        return machine.first()
                .call(vcpu ->
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()));
    }
}
