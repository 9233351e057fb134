package io.hv.kvm.pci;

import static io.hv.kvm.pci.PciRig.SLOT_ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MSI-X as a driver sets it up, and as a hostile one does. */
class MsixTableTest {

    private static final int ENABLE = 0x8000;
    private static final int MASK = 0x4000;
    private static final int ADDRESS = 0;
    private static final int DATA = 8;
    private static final int CONTROL = 12;
    private static final int APIC = 0xfee0_1000;

    private final PciRig rig = new PciRig();
    private final MsixTable msix = rig.one.msix();

    @BeforeEach
    void decode() {
        rig.command(SLOT_ONE, Registers.COMMAND_MEMORY | Registers.COMMAND_BUS_MASTER);
    }

    private void vector(int index, int address, int data, int control) {
        rig.table(index * 16 + ADDRESS, 8, address & 0xffff_ffffL);
        rig.table(index * 16 + DATA, 4, data);
        rig.table(index * 16 + CONTROL, 4, control);
    }

    @Test
    void theCapabilitySaysWhereTheTableIs() {
        int at = rig.find(SLOT_ONE, Registers.ID_MSIX, 0);
        assertEquals(PciRig.VECTORS - 1, rig.read(SLOT_ONE, at + 2, 2));
        assertEquals(PciRig.TABLE, rig.read(SLOT_ONE, at + 4, 4));
        assertEquals(PciRig.PENDING, rig.read(SLOT_ONE, at + 8, 4));
        rig.write(SLOT_ONE, at, 4, -1);
        rig.write(SLOT_ONE, at + 4, 4, -1);
        assertEquals(ENABLE | MASK | PciRig.VECTORS - 1, rig.read(SLOT_ONE, at + 2, 2));
        assertEquals(PciRig.TABLE, rig.read(SLOT_ONE, at + 4, 4));
        assertTrue(msix.enabled());
        rig.write(SLOT_ONE, at + 3, 1, 0);
        assertFalse(msix.enabled());
        assertEquals(0, rig.two.msix().vectors());
    }

    @Test
    void aMessageIsPreparedOnceAndThenOnlySignalled() {
        rig.messageControl(ENABLE);
        vector(1, APIC, 0x41, 0);
        msix.signal(1);
        msix.signal(1);
        assertEquals(List.of("open fee01000=41", "signal fee01000=41", "signal fee01000=41"), rig.msi.drain());
        rig.table(16 + CONTROL, 4, 1);
        rig.table(16 + DATA, 4, 0x42);
        assertEquals(List.of(), rig.msi.drain(), "a masked one may change");
        rig.table(16 + CONTROL, 4, 0);
        rig.table(16 + CONTROL, 4, 0);
        msix.signal(1);
        assertEquals(List.of("update fee01000=42", "signal fee01000=42"), rig.msi.drain());
        rig.messageControl(0);
        msix.signal(1);
        assertEquals(List.of("close fee01000=42"), rig.msi.drain());
        assertEquals(0, rig.msi.open());
    }

    @Test
    void aMaskedVectorWaits() {
        rig.messageControl(ENABLE);
        vector(2, APIC, 0x41, 1);
        msix.signal(2);
        msix.signal(2);
        assertEquals(0b100, rig.pending());
        assertEquals(List.of(), rig.msi.drain());
        rig.bus.writeMmio(0xc000_0000L + PciRig.PENDING, 8, 0);
        assertEquals(0b100, rig.pending(), "pending bits are to be read only");
        rig.table(2 * 16 + CONTROL, 4, 0);
        assertEquals(0, rig.pending());
        assertEquals(List.of("open fee01000=41", "signal fee01000=41"), rig.msi.drain(), "once");
    }

    /** A message is a write to memory (6.8.2): without Bus Master Enable there is none. */
    @Test
    void aMessageWaitsForTheBusMaster() {
        rig.messageControl(ENABLE);
        vector(1, APIC, 0x41, 0);
        rig.command(SLOT_ONE, Registers.COMMAND_MEMORY);
        msix.signal(1);
        msix.signal(1);
        assertEquals(0b10, rig.pending());
        assertEquals(List.of("open fee01000=41"), rig.msi.drain());
        PciRig copy = new PciRig();
        copy.one.restore(rig.one.save());
        copy.command(SLOT_ONE, Registers.COMMAND_MEMORY | Registers.COMMAND_BUS_MASTER);
        assertEquals(List.of("open fee01000=41", "signal fee01000=41"), copy.msi.drain());
        rig.command(SLOT_ONE, Registers.COMMAND_MEMORY | Registers.COMMAND_BUS_MASTER);
        assertEquals(0, rig.pending());
        assertEquals(List.of("signal fee01000=41"), rig.msi.drain(), "once");
        // A reset ends that, and what waits.
        rig.command(SLOT_ONE, Registers.COMMAND_MEMORY);
        msix.signal(1);
        rig.one.reset();
        rig.command(SLOT_ONE, Registers.COMMAND_MEMORY | Registers.COMMAND_BUS_MASTER);
        assertEquals(List.of("close fee01000=41"), rig.msi.drain());
    }

    @Test
    void theFunctionsMaskHoldsAllBack() {
        rig.messageControl(ENABLE | MASK);
        vector(0, APIC, 0x41, 0);
        vector(1, APIC, 0x42, 1);
        msix.signal(0);
        msix.signal(1);
        assertEquals(0b11, rig.pending());
        assertEquals(List.of(), rig.msi.drain());
        rig.messageControl(ENABLE);
        assertEquals(0b10, rig.pending(), "this one has its own mask");
        assertEquals(List.of("open fee01000=41", "signal fee01000=41"), rig.msi.drain());
    }

    @Test
    void nothingIsSignalledWhileItIsDisabledOrNotThere() {
        vector(0, APIC, 0x41, 0);
        msix.signal(0);
        rig.messageControl(ENABLE);
        msix.signal(-1);
        msix.signal(PciRig.VECTORS);
        msix.signal(Integer.MAX_VALUE);
        assertEquals(0, rig.pending());
        assertEquals(List.of("open fee01000=41"), rig.msi.drain());
    }

    @Test
    void theTableTakesAlignedWordsOnly() {
        vector(0, APIC, 0x1234_5678, 1);
        rig.table(DATA, 2, 0);
        rig.table(DATA, 1, 0);
        rig.table(DATA + 2, 4, 0);
        rig.table(ADDRESS + 4, 8, 0);
        assertEquals(APIC & 0xffff_ffffL, rig.bus.readMmio(0xc000_0000L + PciRig.TABLE, 8));
        assertEquals(0x1_1234_5678L, rig.bus.readMmio(0xc000_0000L + PciRig.TABLE + DATA, 8));
        assertEquals(0x3456, rig.bus.readMmio(0xc000_0000L + PciRig.TABLE + DATA + 1, 2));
        rig.table(DATA, 8, 0xffff_fffe_0000_0007L);
        assertEquals(7, rig.bus.readMmio(0xc000_0000L + PciRig.TABLE + DATA, 8), "only the mask is kept");
        rig.table(ADDRESS, 4, -1);
        assertEquals(0xffff_fffcL, rig.bus.readMmio(0xc000_0000L + PciRig.TABLE, 4));
        rig.small.drain();
        rig.table(PciRig.VECTORS * 16, 4, 5);
        assertEquals(List.of("write 830/4=5"), rig.small.drain(), "behind the table the device answers");
    }

    @Test
    void aMessageElsewhereNeverReachesTheHost() {
        rig.messageControl(ENABLE);
        vector(0, 0xfed0_0000, 0x41, 0);
        vector(1, 0xfef0_0000, 0x41, 0);
        rig.table(2 * 16, 8, 0x1_fee0_0000L);
        rig.table(2 * 16 + CONTROL, 4, 0);
        for (int i = 0; i < PciRig.VECTORS; i++) {
            msix.signal(i);
        }
        assertEquals(List.of(), rig.msi.drain());
        assertEquals(List.of("one told", "one told", "one told"), rig.faults);
        vector(0, APIC, 0x41, 0);
        rig.table(ADDRESS, 4, 0);
        msix.signal(0);
        assertEquals(List.of("open fee01000=41", "close fee01000=41"), rig.msi.drain());
    }

    @Test
    void withoutRoomInTheHostMessagesGoOneByOne() {
        rig.messageControl(ENABLE);
        rig.msi.full(true);
        vector(0, APIC, 0x41, 0);
        msix.signal(0);
        assertEquals(List.of("send fee01000=41"), rig.msi.drain());
        rig.msi.full(false);
        rig.table(CONTROL, 4, 1);
        rig.table(CONTROL, 4, 0);
        msix.signal(0);
        assertEquals(List.of("open fee01000=41", "signal fee01000=41"), rig.msi.drain(), "there is room again");
        rig.msi.full(true);
        rig.table(DATA, 4, 0x43);
        msix.signal(0);
        assertEquals(List.of("close fee01000=41", "send fee01000=43"), rig.msi.drain());
        assertEquals(List.of(), rig.faults);
    }

    @Test
    void aMessageToNobodyIsTheGuestsFault() {
        rig.messageControl(ENABLE);
        rig.msi.full(true);
        rig.msi.deaf(true);
        vector(0, APIC, 0x41, 0);
        msix.signal(0);
        assertEquals(List.of("one told"), rig.faults);
    }

    @Test
    void resetAndCloseGiveEverythingBack() {
        rig.messageControl(ENABLE);
        vector(0, APIC, 0x41, 0);
        vector(1, APIC, 0x42, 0);
        assertEquals(2, rig.msi.open());
        rig.one.reset();
        assertEquals(0, rig.msi.open());
        assertEquals(MsixState.powerOn(PciRig.VECTORS), msix.save());
        decode();
        rig.messageControl(ENABLE);
        vector(0, APIC, 0x41, 0);
        rig.one.close();
        rig.one.close();
        assertEquals(0, rig.msi.open());
    }
}
