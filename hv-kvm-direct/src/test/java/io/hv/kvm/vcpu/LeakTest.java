package io.hv.kvm.vcpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.clock.VmClock;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.irq.Interrupts;
import io.hv.kvm.loop.VmLoop;
import io.hv.kvm.measure.Cycles;
import io.hv.kvm.vcpu.VcpuStop.Cause;
import io.hv.testkit.requires.RequiresKvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** A machine that is gone leaves nothing; two in each cycle, of bare parts. */
@RequiresKvm
@Timeout(3600)
class LeakTest {

    @Test
    void nothingIsLeft(TestReporter reporter) throws Exception {
        try (Kvm kvm = Kvm.open()) {
            Cycles.run(reporter, "cycles-of-parts", () -> cycle(kvm));
        }
    }

    private static void cycle(Kvm kvm) throws InterruptedException {
        VmClock clock = new VmClock();
        try (VmLoop loop = new VmLoop("hv/leak/loop", clock, (device, fault) -> {}, failure -> {})) {
            clock.resume();
            loop.unpark();
            loop.timer(() -> "leak", () -> {}).arm(1);
            try (TinyMachine machine = new TinyMachine(kvm, false, "b041e640f4")) {
                machine.first().resume();
                assertEquals(Cause.HALT, machine.stops.take().cause());
            }
            try (TinyMachine machine = new TinyMachine(kvm, true, VcpuThreadTest.SPIN)) {
                new Interrupts(machine.vm).message(0xfee0_0000L, 0x41).close();
                machine.first().resume();
            }
        }
    }
}
