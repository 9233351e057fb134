package io.hv.kvm.device.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.TestLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PciHotPlugTest {

    private static final int UP = 0;
    private static final int DOWN = 4;
    private static final int EJECT = 8;
    private static final int ALL = -1;

    private final TestLine event = new TestLine();
    private final List<Integer> ejected = new ArrayList<>();
    private final PciHotPlug slots = new PciHotPlug("hot-plug", event, ejected::add);

    @Test
    void aFunctionThatHasComeIsToldUntilTheGuestHasTakenNote() {
        slots.plugged(3);
        slots.plugged(31);
        assertTrue(event.isHigh());
        assertEquals(1 << 31 | 1 << 3, slots.readPort(UP, 4));
        assertEquals(0x80, slots.readPort(UP + 3, 1));
        slots.writePort(UP, 4, 1 << 3);
        assertTrue(event.isHigh(), "of one it has not");
        slots.writePort(UP + 3, 1, 0x80);
        assertFalse(event.isHigh());
        assertEquals(0, slots.readPort(UP, 4));
        assertTrue(slots.isAtRest());
    }

    @Test
    void aSlotIsEmptiedWhereThatWasAskedFor() {
        slots.ask(5);
        assertEquals(1 << 5, slots.readPort(DOWN, 4));
        slots.writePort(DOWN, 4, ALL);
        assertFalse(event.isHigh());
        assertEquals(1 << 5, slots.asked(), "it has heard, and not done it yet");
        slots.ask(5);
        assertTrue(event.isHigh(), "who asks again is heard again");
        slots.writePort(EJECT, 4, 1 << 5);
        slots.writePort(EJECT, 4, 1 << 5);
        assertEquals(List.of(5), ejected);
        slots.emptied(5);
        assertTrue(slots.isAtRest());
        assertFalse(event.isHigh());
    }

    @Test
    void whatNobodyAskedForStays() {
        slots.writePort(EJECT, 4, ALL);
        slots.ask(1);
        slots.writePort(EJECT, 1, 0xfc);
        slots.writePort(EJECT + 1, 2, 0xffff);
        assertEquals(List.of(), ejected);
        assertEquals(0, slots.readPort(EJECT, 4));
        slots.writePort(EJECT, 4, ALL);
        assertEquals(List.of(1), ejected);
    }

    @Test
    void theHostBridgeNeitherComesNorGoes() {
        slots.plugged(0);
        slots.ask(0);
        assertTrue(slots.isAtRest());
        assertThrows(IndexOutOfBoundsException.class, () -> slots.ask(32));
        assertThrows(IllegalArgumentException.class, () -> new PciHotPlugState(1, 0, 0));
    }

    @Test
    void anAccessThatStraddlesTwoRegistersReachesBoth() {
        slots.plugged(17);
        slots.ask(2);
        assertEquals(0x0004_0002, slots.readPort(UP + 2, 4));
        slots.writePort(UP + 2, 4, ALL);
        assertEquals(0, slots.readPort(UP, 4));
        assertEquals(0, slots.readPort(DOWN, 4));
        // Beyond the last register there is nothing.
        slots.writePort(EJECT + 3, 4, ALL);
        assertEquals(0, slots.readPort(EJECT + 3, 4));
    }

    @Test
    void aStateBringsTheEventAlong() {
        slots.ask(9);
        TestLine other = new TestLine();
        PciHotPlug again = new PciHotPlug("hot-plug", other, ejected::add);
        again.restore(slots.save());
        assertTrue(other.isHigh());
        assertEquals(1 << 9, again.asked());
        again.reset();
        assertFalse(other.isHigh());
        assertEquals(0, again.asked());
    }
}
