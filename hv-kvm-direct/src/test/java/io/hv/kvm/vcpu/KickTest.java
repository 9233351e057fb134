package io.hv.kvm.vcpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.hv.kvm.ioctl.Exit;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.measure.Evidence;
import io.hv.kvm.vcpu.TinyMachine.Ports;
import io.hv.testkit.requires.RequiresKvm;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Counts in memory and never exits. */
    private static final String SILENT = "ff060030ebfa";

    @Test
    void noneIsLostInAGuestThatNeverExits(TestReporter reporter) {
        try (Kvm kvm = Kvm.open();
                TinyMachine machine = new TinyMachine(kvm, false, SILENT)) {
            VcpuThread vcpu = machine.first();
            int inGuest = 0;
            for (int i = 0; i < KICKS; i++) {
                short before = count(machine);
                vcpu.resume();
                if (i % 4 != 0) {
                    // The guest runs for sure: only a kick gets it out.
                    while (count(machine) == before) {
                        Thread.onSpinWait();
                    }
                    inGuest++;
                }
                // A kick that were lost would leave the guest running, and this waiting.
                vcpu.pause();
            }
            assertEquals(VcpuPhase.PAUSED, vcpu.phase());
            long interrupted = vcpu.counters().of(Exit.INTR);
            assertEquals(interrupted, vcpu.counters().total());
            assertTrue(interrupted >= inGuest, interrupted + " of " + inGuest);
            Evidence.write(
                    reporter,
                    "kicks",
                    "{\"kicks\": %d, \"inTheGuest\": %d, \"interruptedRuns\": %d, \"lost\": 0}"
                            .formatted(KICKS, inGuest, interrupted));
        }
    }

    private static short count(TinyMachine machine) {
        return machine.memory.getShort(TinyMachine.CODE + 0x3000);
    }

    @Test
    void noneIsLostAtAnyPointOfAnExit() {
        try (Kvm kvm = Kvm.open();
                TinyMachine machine = new TinyMachine(kvm, false, COUNTER)) {
            AtomicInteger seen = new AtomicInteger();
            AtomicInteger wrong = new AtomicInteger();
            machine.bus.claimPorts(
                    new Ports() {
                        @Override
                        public void writePort(int offset, int size, int value) {
                            if (value != (seen.incrementAndGet() & 0xffff)) {
                                wrong.incrementAndGet();
                            }
                        }
                    },
                    0x40,
                    2);
            for (int i = 0; i < KICKS / 10; i++) {
                // From no exit at all to some, so that kicks come at every point of one.
                int target = seen.get() + i % 4;
                machine.first().resume();
                while (seen.get() < target) {
                    Thread.onSpinWait();
                }
                machine.first().pause();
                // An OUT that was seen is finished: at most the next count is in memory already.
                int ahead = (count(machine) - seen.get()) & 0xffff;
                assertTrue(ahead <= 1, ahead + " ahead");
            }
            assertEquals(0, wrong.get());
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
            // From its first run on the vCPU has a thread, which is the one to look at.
            machine.first().resume();
            done[0].await();
            machine.first().pause();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 3; round++) {
                done[0] = new CountDownLatch(exits);
                long before = allocated(machine, threads);
                machine.first().resume();
                done[0].await();
                machine.first().pause();
                least = Math.min(least, allocated(machine, threads) - before);
            }
            Evidence.write(
                    reporter,
                    "exit-allocation",
                    "{\"exits\": %d, \"bytesWithOnePauseAndTask\": %d}".formatted(exits, least));
            assertTrue(least < exits, least + " bytes for " + exits + " exits");
        }
    }

    private static long allocated(TinyMachine machine, ThreadMXBean threads) {
        return machine.first()
                .call(vcpu ->
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()));
    }
}
