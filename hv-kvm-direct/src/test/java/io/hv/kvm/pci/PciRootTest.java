package io.hv.kvm.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.TestLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PciRootTest {

    private static final PciWindow NONE = new PciWindow(0, 0);

    private final PciRig rig = new PciRig();

    private static PciRoot root(PciWindow mmio32, PciWindow mmio64) {
        IoBus bus = new IoBus((device, fault) -> {
            throw new AssertionError(fault);
        });
        return new PciRoot("pci", bus, mmio32, mmio64, (device, fault) -> {
            throw new AssertionError(fault);
        });
    }

    private static PciFunction.Builder function(String name) {
        return PciFunction.named(name).ids(0x1af4, 0x1045);
    }

    @Test
    void aGuestThatLooksEverywhereFindsWhatIsThere() {
        List<Long> found = new ArrayList<>();
        for (long offset = 0; offset < PciRoot.ECAM_SIZE; offset += ConfigSpace.SIZE) {
            if (rig.bus.readMmio(PciRig.ECAM + offset, 2) != 0xffff) {
                found.add(offset >> 15);
            }
        }
        assertEquals(List.of(0L, 1L, 2L), found);
        assertEquals(0x0008_1b36, rig.read(0, 0, 4));
        assertEquals(0x0600_0000, rig.read(0, 8, 4), "a host bridge");
        assertEquals(-1, rig.read(3, 0, 4));
        rig.write(3, 0, 4, 1);
        assertEquals(List.of("pci-host-bridge", "one", "two"), names(rig.root));
    }

    private static List<String> names(PciRoot root) {
        return root.functions().stream().map(PciFunction::name).toList();
    }

    @Test
    void whatIsRemovedLeavesSlotAndAddressesToOthers() {
        PciRoot root = root(PciRig.MMIO32, PciRig.MMIO64);
        List<PciFunction> made = new ArrayList<>();
        for (int slot = 1; slot < 4; slot++) {
            PciFunction function =
                    function("f" + slot).bar64(0, 0x4000, false, PciBar.EMPTY).build();
            root.add(slot, function);
            made.add(function);
        }
        assertEquals(2, root.slotOf(made.get(1)));
        root.remove(made.get(1));
        assertTrue(root.isFree(2));
        assertEquals(List.of("pci-host-bridge", "f1", "f3"), names(root));
        assertEquals(-1, (int) root.readMmio(2 << 15, 4), "nothing is there");
        assertThrows(IllegalArgumentException.class, () -> root.remove(made.get(1)));
        // Again and again, in the same place.
        for (int i = 0; i < 1000; i++) {
            PciFunction next =
                    function("next").bar64(0, 0x4000, false, PciBar.EMPTY).build();
            root.add(2, next);
            assertEquals(PciRig.MMIO64.address() + 0x4000, bar64(root, 2));
            root.remove(next);
        }
    }

    private static long bar64(PciRoot root, int slot) {
        return (root.readMmio((slot << 15) + 0x10, 4) & ~0xfL) | root.readMmio((slot << 15) + 0x14, 4) << Integer.SIZE;
    }

    @Test
    void aBarThatWaitsForAddressesGetsThoseOfOneThatIsRemoved() {
        rig.command(PciRig.SLOT_ONE, 2);
        int place = (int) PciRig.MMIO32.address();
        rig.write(PciRig.SLOT_TWO, 0x10, 4, place);
        rig.command(PciRig.SLOT_TWO, 2);
        rig.faults.clear();
        List<String> before = rig.other.drain();
        assertFalse(before.contains("at " + Integer.toHexString(place)), "another has them");
        rig.root.remove(rig.one);
        assertEquals(List.of("at " + Integer.toHexString(place)), rig.other.drain());
        assertEquals(1, rig.bus.readMmio(place & 0xffff_ffffL, 4));
    }

    @Test
    void barsArePlacedAtMultiplesOfTheirSize() {
        PciRoot root = root(PciRig.MMIO32, PciRig.MMIO64);
        PciFunction first = function("first")
                .bar32(0, 0x100, PciBar.EMPTY)
                .bar32(1, 0x4000, PciBar.EMPTY)
                .build();
        PciFunction second =
                function("second").bar64(0, 1L << 33, true, PciBar.EMPTY).build();
        root.add(1, first);
        root.add(31, second);
        assertEquals(0xc000_0000, first.readConfig(0x10, 4));
        assertEquals(0xc000_4000, first.readConfig(0x14, 4));
        assertEquals(0xc, second.readConfig(0x10, 4));
        assertEquals(2, second.readConfig(0x14, 4));
    }

    @Test
    void withoutAnUpperWindowAllAreBelow() {
        PciRoot root = root(PciRig.MMIO32, NONE);
        PciFunction function =
                function("wide").bar64(0, 0x1000, false, PciBar.EMPTY).build();
        root.add(1, function);
        assertEquals(0xc000_0004, function.readConfig(0x10, 4));
        assertEquals(0, function.readConfig(0x14, 4));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        PciRoot root = root(new PciWindow(0xc000_0000L, 0x1800), NONE);
        root.add(1, function("fits").bar32(0, 0x1000, PciBar.EMPTY).build());
        PciFunction large = function("large").bar32(0, 0x1000, PciBar.EMPTY).build();
        assertThrows(IllegalArgumentException.class, () -> root.add(2, large));
        assertThrows(
                IllegalArgumentException.class,
                () -> root.add(1, function("again").build()));
        assertThrows(
                IllegalArgumentException.class,
                () -> root.add(0, function("bridge").build()));
        assertThrows(
                IllegalArgumentException.class,
                () -> root.add(32, function("far").build()));
        PciFunction wrong = function("wrong")
                .interrupt(new TestLine(), 1, PciRoot.gsi(3, 1))
                .build();
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> root.add(4, wrong));
        assertEquals("wrong in slot 4 is wired to interrupt 19, not 16", e.getMessage());
        assertThrows(
                IllegalStateException.class, () -> root(PciRig.MMIO32, NONE).add(1, rig.one));
        assertThrows(IllegalArgumentException.class, () -> new PciWindow(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> new PciWindow(1, Long.MAX_VALUE));
    }

    @Test
    void neighboursHaveDifferentInterrupts() {
        assertEquals(16, PciRoot.gsi(0, 1));
        assertEquals(17, PciRoot.gsi(1, 1));
        assertEquals(18, PciRoot.gsi(1, 2));
        assertEquals(16, PciRoot.gsi(1, 4));
        assertEquals(19, PciRoot.gsi(31, 1));
    }
}
