package io.hv.kvm.pci;

import static io.hv.kvm.pci.PciRig.SLOT_ONE;
import static io.hv.kvm.pci.PciRig.SLOT_TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Configuration space as a guest reads and writes it. */
class PciConfigTest {

    private final PciRig rig = new PciRig();

    @Test
    void theHeaderSaysWhatItIs() {
        assertEquals(0x1041_1af4, rig.read(SLOT_ONE, 0x00, 4));
        assertEquals(0x02_0000_01, rig.read(SLOT_ONE, 0x08, 4));
        assertEquals(0, rig.read(SLOT_ONE, 0x0e, 1), "one function, header type 0");
        assertEquals(0x1100_1af4, rig.read(SLOT_ONE, 0x2c, 4));
        assertEquals(0, rig.read(SLOT_ONE, 0x30, 4), "no ROM");
        assertEquals(0x01_11, rig.read(SLOT_ONE, 0x3c, 2), "INTA, interrupt 17");
        assertEquals(0x01_12, rig.read(SLOT_TWO, 0x3c, 2), "INTA, interrupt 18");
    }

    @Test
    void onlyWhatIsWritableChanges() {
        for (int register = 0; register < ConfigSpace.SIZE; register += 4) {
            if (register < 0x10 || register >= 0x28) {
                rig.write(SLOT_TWO, register, 4, -1);
            }
        }
        assertEquals(0x1042_1af4, rig.read(SLOT_TWO, 0x00, 4));
        assertEquals(0x0010_0406, rig.read(SLOT_TWO, 0x04, 4), "memory, bus master, no interrupt; capabilities");
        assertEquals(0x01_0000_00, rig.read(SLOT_TWO, 0x08, 4));
        assertEquals(0xff, rig.read(SLOT_TWO, 0x0c, 4), "the cache line's size is storage");
        assertEquals(0x01ff, rig.read(SLOT_TWO, 0x3c, 4), "the interrupt line is storage");
        assertTrue(rig.two.busMaster());
        rig.command(SLOT_TWO, 0);
        assertFalse(rig.two.busMaster());
    }

    @Test
    void barsTellTheirSizeAndType() {
        assertEquals(0xc000_0000, rig.read(SLOT_ONE, 0x10, 4));
        assertEquals(0x0000_000c, rig.read(SLOT_ONE, 0x18, 4), "64 bits, prefetchable");
        assertEquals(1, rig.read(SLOT_ONE, 0x1c, 4));
        for (int register = 0x10; register < 0x28; register += 4) {
            rig.write(SLOT_ONE, register, 4, -1);
        }
        assertEquals(0xffff_f000, rig.read(SLOT_ONE, 0x10, 4));
        assertEquals(0, rig.read(SLOT_ONE, 0x14, 4), "no BAR 1");
        assertEquals(0xfff0_000c, rig.read(SLOT_ONE, 0x18, 4));
        assertEquals(-1, rig.read(SLOT_ONE, 0x1c, 4));
        assertEquals(0, rig.read(SLOT_ONE, 0x20, 4));
        rig.write(SLOT_ONE, 0x11, 1, 0x5a);
        assertEquals(0xffff_5000, rig.read(SLOT_ONE, 0x10, 4), "a byte of it");
    }

    @Test
    void capabilitiesAreAList() {
        assertEquals(0x10, rig.read(SLOT_ONE, 0x06, 2), "status says so");
        int first = rig.find(SLOT_ONE, 0x09, 0);
        assertEquals(0x40, first);
        assertEquals(0x77665506, rig.read(SLOT_ONE, first + 2, 4));
        rig.write(SLOT_ONE, first + 2, 4, 0);
        assertEquals(0x77665506, rig.read(SLOT_ONE, first + 2, 4), "to be read only");
        int second = rig.find(SLOT_ONE, 0x09, first);
        assertEquals(0x48, second, "aligned to 4 bytes");
        assertEquals(0, rig.find(SLOT_ONE, 0x09, second));
        assertEquals(0, rig.find(SLOT_TWO, Registers.ID_MSIX, 0));
    }

    /** PCI Express is what Linux looks for before it reads beyond 256 bytes, where all ones would mean nothing is there. */
    @Test
    void itIsAnIntegratedEndpointWithAnEmptyExtendedSpace() {
        int express = rig.find(SLOT_TWO, Registers.ID_EXPRESS, 0);
        assertNotEquals(0, express);
        assertEquals(0x92, rig.read(SLOT_TWO, express + 2, 2));
        assertEquals(0, rig.read(SLOT_TWO, 0x100, 4));
        assertEquals(0, rig.read(SLOT_TWO, 0xffc, 4));
        rig.write(SLOT_TWO, express + 8, 2, 0xffff);
        assertEquals(0x781f, rig.read(SLOT_TWO, express + 8, 2), "what device control has");
    }

    @Test
    void aCapabilityMayAnswerForItself() {
        int at = rig.find(SLOT_ONE, 0x09, rig.find(SLOT_ONE, 0x09, 0));
        assertEquals(16, rig.read(SLOT_ONE, at + 16, 4), "the offset, as the capability answers");
        assertEquals(0x03_02 << 16 | rig.read(SLOT_ONE, at, 2), rig.read(SLOT_ONE, at, 4), "header and body");
        rig.write(SLOT_ONE, at + 16, 2, 0xbeef);
        rig.write(SLOT_ONE, at, 4, 0x11223344);
        rig.write(SLOT_ONE, at + 19, 2, 0x5566);
        assertEquals(List.of("16/2=beef", "2/1=22", "3/1=11", "19/1=66"), rig.registers.drain());
    }

    @Test
    void accessesOfOddSizesAreDoneByBytes() {
        long ecam = PciRig.ECAM + (SLOT_ONE << 15);
        assertEquals(0x0010_0000_1041_1af4L, rig.bus.readMmio(ecam, 8));
        assertEquals(0x10_411a, rig.bus.readMmio(ecam + 1, 3));
        rig.bus.writeMmio(ecam + 0x3c, 8, 0x1234_5678_9abc_def0L);
        assertEquals(0xf0, rig.read(SLOT_ONE, 0x3c, 1));
        assertEquals(0xffff_0000_0000_0000L, rig.bus.readMmio(ecam + 0xffa, 8), "nothing beyond");
        assertEquals(List.of(), rig.faults);
    }

    @Test
    void whatCannotBeIsRefusedWhenBuilt() {
        PciFunction.Builder full = PciFunction.named("full").capability(9, new byte[0x80]);
        assertThrows(IllegalArgumentException.class, () -> full.capability(9, new byte[0x40]));
        assertThrows(IllegalArgumentException.class, () -> full.bar32(6, 0x1000, PciBar.EMPTY));
        assertThrows(IllegalArgumentException.class, () -> full.bar64(5, 0x1000, false, PciBar.EMPTY));
        assertThrows(IllegalArgumentException.class, () -> full.bar32(0, 0x1800, PciBar.EMPTY));
        full.bar64(0, 0x1000, false, PciBar.EMPTY);
        assertThrows(IllegalArgumentException.class, () -> full.bar32(1, 0x1000, PciBar.EMPTY));
        assertThrows(IllegalArgumentException.class, () -> full.msix(2049, 0, 0, 0x800, rig.msi));
        assertThrows(IllegalArgumentException.class, () -> full.msix(1, 0, 4, 0x800, rig.msi));
        assertThrows(IllegalArgumentException.class, () -> full.interrupt(rig.lineOne, 5, 16));
        PciFunction.Builder overlap =
                PciFunction.named("overlap").bar32(0, 0x1000, PciBar.EMPTY).msix(65, 0, 0, 0x400, rig.msi);
        assertThrows(IllegalArgumentException.class, overlap::build, "the table ends at 0x410");
        PciFunction.Builder once = PciFunction.named("once");
        assertEquals("once", once.build().name());
        assertThrows(IllegalStateException.class, once::build);
    }
}
