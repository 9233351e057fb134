package io.hv.kvm.pci;

import static io.hv.kvm.pci.PciRig.SLOT_ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The interrupt pin (PCI Local Bus 3.0, 6.2.2 and 6.2.3). */
class PciInterruptTest {

    private final PciRig rig = new PciRig();

    private boolean status() {
        return (rig.read(SLOT_ONE, Registers.STATUS, 2) & Registers.STATUS_INTERRUPT) != 0;
    }

    @Test
    void theLineFollowsTheDevice() {
        rig.one.interrupt(true);
        assertTrue(rig.lineOne.isHigh());
        assertFalse(rig.lineTwo.isHigh());
        assertTrue(status());
        rig.write(SLOT_ONE, Registers.STATUS, 2, 0xffff);
        assertTrue(status(), "the guest cannot clear it here");
        rig.one.interrupt(false);
        assertFalse(rig.lineOne.isHigh());
        assertFalse(status());
    }

    @Test
    void whatIsDisabledIsStillToBeSeen() {
        rig.one.interrupt(true);
        rig.command(SLOT_ONE, Registers.COMMAND_NO_INTERRUPT);
        assertFalse(rig.lineOne.isHigh());
        assertTrue(status());
        rig.command(SLOT_ONE, 0);
        assertTrue(rig.lineOne.isHigh());
    }

    @Test
    void msixReplacesIt() {
        rig.one.interrupt(true);
        rig.messageControl(0x8000);
        assertFalse(rig.lineOne.isHigh());
        assertFalse(status());
        rig.messageControl(0);
        assertTrue(rig.lineOne.isHigh());
        assertEquals(2, rig.lineOne.risingEdges());
    }

    @Test
    void resetAndCloseLetItGo() {
        rig.one.interrupt(true);
        rig.one.reset();
        assertFalse(rig.lineOne.isHigh());
        assertFalse(status());
        rig.one.interrupt(true);
        rig.one.close();
        assertFalse(rig.lineOne.isHigh());
    }
}
