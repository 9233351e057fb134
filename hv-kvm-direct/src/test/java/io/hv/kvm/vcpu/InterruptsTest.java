package io.hv.kvm.vcpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.ioctl.ClockState;
import io.hv.kvm.ioctl.Exit;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.MpState;
import io.hv.kvm.ioctl.PitState;
import io.hv.kvm.irq.Interrupts;
import io.hv.kvm.vcpu.TinyMachine.Ports;
import io.hv.kvm.vcpu.VcpuStop.Cause;
import io.hv.testkit.requires.RequiresKvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@RequiresKvm
@Timeout(300)
class InterruptsTest {

    /**
     * Sets the master PIC up for vector 20h with only interrupt 5 open, writes AAh to port 42h, and halts for ever. The
     * handler writes 55h to port 40h and ends the interrupt.
     */
    private static final String INTERRUPT_5 =
            "31c08ed88ed0bc0070c70694002f008c0e9600b011e620b020e621b004e621b001e621b0dfe621fbb0aae642f4ebfd"
                    + "b055e640b020e620cf";

    @Test
    void aLineWakesAHaltedGuestHereAndInTheMachineItMovesTo() throws InterruptedException {
        try (Kvm kvm = Kvm.open();
                TinyMachine machine = new TinyMachine(kvm, true, INTERRUPT_5)) {
            Ports handler = new Ports();
            Ports ready = new Ports();
            machine.bus.claimPorts(handler, 0x40, 1);
            machine.bus.claimPorts(ready, 0x42, 1);
            IrqLine line = new Interrupts(machine.vm).line(5);
            machine.first().resume();
            assertEquals(0xaa, ready.written.take());
            for (int i = 0; i < 20; i++) {
                line.pulse();
                assertEquals(0x55, handler.written.take());
            }
            machine.first().pause();
            assertEquals(0, machine.first().counters().of(Exit.HLT));
            try (TinyMachine other = machine.moveTo(kvm)) {
                int state = other.first().call(vcpu -> vcpu.mpState());
                assertTrue(state == MpState.HALTED || state == MpState.RUNNABLE, "MP state " + state);
                other.bus.claimPorts(handler, 0x40, 1);
                other.first().resume();
                IrqLine there = new Interrupts(other.vm).line(5);
                for (int i = 0; i < 3; i++) {
                    there.pulse();
                    assertEquals(0x55, handler.written.take());
                }
                assertNull(handler.written.poll());
            }
        }
    }

    @Test
    void theKernelsTimerAndClockCanBeCarriedOver() {
        try (Kvm kvm = Kvm.open();
                TinyMachine machine = new TinyMachine(kvm, true, VcpuThreadTest.SPIN);
                TinyMachine other = new TinyMachine(kvm, true, VcpuThreadTest.SPIN)) {
            machine.vm.createPit();
            other.vm.createPit();
            PitState pit = PitState.save(machine.vm);
            pit.restore(other.vm);
            assertEquals(pit.content().size(), PitState.save(other.vm).content().size());
            ClockState clock = ClockState.save(machine.vm);
            ClockState ahead = new ClockState(clock.nanos() + 3_600_000_000_000L, 0, 0, 0);
            ahead.restore(other.vm);
            assertTrue(ClockState.save(other.vm).nanos() >= ahead.nanos());
            ahead.restoreAndCatchUp(machine.vm);
            assertTrue(ClockState.save(machine.vm).nanos() >= ahead.nanos());
        }
    }

    @Test
    void aGuestWithoutControllersHalts() throws InterruptedException {
        try (Kvm kvm = Kvm.open();
                TinyMachine machine = new TinyMachine(kvm, false, "f4")) {
            machine.first().resume();
            assertEquals(Cause.HALT, machine.stops.take().cause());
        }
    }
}
