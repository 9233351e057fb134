package io.hv.kvm.device.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.ManualClock;
import io.hv.kvm.bus.ManualLoop;
import io.hv.kvm.bus.TestLine;
import io.hv.kvm.bus.TestMachine;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcpiPmTest {

    private static final int STATUS = 0x00;
    private static final int ENABLE = 0x02;
    private static final int CONTROL = 0x04;
    private static final int TIMER = 0x08;
    private static final int GPE_STATUS = 0x20;
    private static final int GPE_ENABLE = 0x22;

    private final ManualClock clock = new ManualClock();
    private final ManualLoop loop = new ManualLoop(clock);
    private final TestLine sci = new TestLine();
    private final TestMachine machine = new TestMachine();
    private final AcpiPm pm = new AcpiPm("pm", sci, machine, clock, loop, 24, true);

    @Test
    void theTimerCountsAtItsFrequency() {
        assertEquals(0, pm.readPort(TIMER, 4));
        loop.advance(1_000_000_000);
        assertEquals(3_579_545, pm.readPort(TIMER, 4));
        loop.advance(4_000_000_000L);
        assertEquals(5 * 3_579_545 % (1 << 24), pm.readPort(TIMER, 4));
        AcpiPm wide = new AcpiPm("wide", sci, machine, clock, loop, 32, true);
        assertEquals(5 * 3_579_545, wide.readPort(TIMER, 4));
    }

    @Test
    void theTimerDoesNotOverflowInYears() {
        long tenYears = 10L * 365 * 86_400;
        clock.set(tenYears * 1_000_000_000);
        assertEquals((int) (tenYears * 3_579_545 % (1 << 24)), pm.readPort(TIMER, 4));
    }

    @Test
    void anEventThatIsALevelComesBackUntilItIsLow() {
        IrqLine event = pm.event(1);
        pm.writePort(GPE_ENABLE, 2, 2);
        event.level(true);
        assertTrue(sci.isHigh());
        pm.writePort(GPE_STATUS, 2, 2);
        assertEquals(2, pm.readPort(GPE_STATUS, 2) & 0xffff);
        assertTrue(sci.isHigh());
        event.level(false);
        assertTrue(sci.isHigh(), "it has been, and nobody has cleared it");
        pm.writePort(GPE_STATUS, 2, 2);
        assertFalse(sci.isHigh());
        pm.writePort(GPE_ENABLE, 2, 0);
        event.level(true);
        assertFalse(sci.isHigh());
        pm.writePort(GPE_STATUS, 2, 2);
        pm.writePort(GPE_ENABLE, 2, 2);
        assertTrue(sci.isHigh(), "who begins to listen hears of it");
        assertThrows(IndexOutOfBoundsException.class, () -> pm.event(AcpiPm.GPE_COUNT));
    }

    @Test
    void everyChangeOfTheHighestBitIsAnEvent() {
        long halfNanos = ((1L << 23) * 1_000_000_000 + 3_579_544) / 3_579_545;
        assertEquals(0, pm.readPort(STATUS, 2));
        loop.advance(halfNanos - 1);
        assertEquals(0, pm.readPort(STATUS, 2));
        loop.advance(1);
        assertEquals(1, pm.readPort(STATUS, 2));
        pm.writePort(STATUS, 2, 1);
        assertEquals(0, pm.readPort(STATUS, 2));
        loop.advance(halfNanos);
        assertEquals(1, pm.readPort(STATUS, 2));
        assertFalse(sci.isHigh(), "not enabled");
        assertEquals(0, loop.armed(), "nobody waits for it");
    }

    @Test
    void theTimersEventInterruptsByItself() {
        pm.writePort(ENABLE, 2, 1);
        loop.advance(3_000_000_000L);
        assertTrue(sci.isHigh());
        pm.writePort(STATUS, 1, 1);
        assertFalse(sci.isHigh());
        loop.advance(3_000_000_000L);
        assertTrue(sci.isHigh());
    }

    @Test
    void thePowerButtonInterruptsInAcpiModeOnly() {
        pm.writePort(ENABLE, 2, 0x0100);
        pm.acpiMode(false);
        pm.pressPowerButton();
        assertFalse(sci.isHigh());
        pm.acpiMode(true);
        assertTrue(sci.isHigh());
        pm.writePort(STATUS, 2, 0x0100);
        assertFalse(sci.isHigh());
    }

    @Test
    void generalPurposeEventsInterruptWhenEnabled() {
        pm.raise(9);
        assertEquals(0x0200, pm.readPort(GPE_STATUS, 2));
        assertFalse(sci.isHigh());
        pm.writePort(GPE_ENABLE + 1, 1, 0x02);
        assertTrue(sci.isHigh());
        assertEquals(0x0200_0200, pm.readPort(GPE_STATUS, 4));
        pm.writePort(GPE_STATUS + 1, 1, 0x02);
        assertFalse(sci.isHigh());
        assertThrows(IndexOutOfBoundsException.class, () -> pm.raise(16));
    }

    @Test
    void softOffNeedsTheRightTypeAndTheEnableBit() {
        pm.writePort(CONTROL, 2, 5 << 10);
        assertEquals((5 << 10) | 1, pm.readPort(CONTROL, 2), "SCI_EN stays, whatever is written");
        pm.writePort(CONTROL, 2, 0x2000 | (1 << 10));
        assertEquals(List.of(), machine.drain());
        pm.writePort(CONTROL, 2, 0x2000 | (5 << 10));
        assertEquals(List.of("power off"), machine.drain());
        assertEquals(0, pm.readPort(CONTROL, 2) & 0x2000, "SLP_EN is write-only");
        pm.writePort(CONTROL + 1, 1, 0x34);
        assertEquals(List.of("power off"), machine.drain());
    }

    @Test
    void accessesAcrossRegistersSeeOneInstant() {
        loop.advance(1_000_000_000);
        int whole = pm.readPort(TIMER, 4);
        assertEquals(whole >>> 16, pm.readPort(TIMER + 2, 2) & 0xffff);
        assertEquals(whole << 16, pm.readPort(TIMER - 2, 4));
        assertEquals(-1, pm.readPort(0x0c, 4), "between the registers there is nothing");
    }

    @Test
    void aTimerIs24Or32BitsWide() {
        assertThrows(IllegalArgumentException.class, () -> new AcpiPm("pm", sci, machine, clock, loop, 31, true));
    }

    @Test
    void theCommandPortSwitchesAcpiMode() {
        AcpiPm legacy = new AcpiPm("legacy", sci, machine, clock, loop, 24, false);
        ApmControl apm = new ApmControl("apm", legacy);
        assertEquals(0, legacy.readPort(CONTROL, 2));
        apm.writePort(0, 1, ApmControl.ACPI_ENABLE);
        assertEquals(1, legacy.readPort(CONTROL, 2));
        apm.writePort(0, 1, 0x42);
        assertEquals(1, legacy.readPort(CONTROL, 2));
        apm.writePort(0, 2, ApmControl.ACPI_DISABLE | 0x1200);
        assertEquals(0, legacy.readPort(CONTROL, 2));
        assertEquals(0x12, apm.readPort(1, 1));
    }

    @Test
    void theResetRegisterActsOnTheRisingBit() {
        ResetControl reset = new ResetControl("cf9", machine);
        reset.writePort(0, 1, 0x02);
        assertEquals(List.of(), machine.drain());
        reset.writePort(0, 1, ResetControl.RESET_VALUE);
        reset.writePort(0, 1, ResetControl.RESET_VALUE);
        assertEquals(List.of("reset by cf9"), machine.drain());
        assertEquals(0x06, reset.readPort(0, 1));
    }
}
