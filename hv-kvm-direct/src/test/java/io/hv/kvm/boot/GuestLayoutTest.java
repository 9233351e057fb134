package io.hv.kvm.boot;

import static io.hv.kvm.boot.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestLayoutTest {

    private static final long MIB = 1 << 20;

    private final GuestLayout layout = new GuestLayout(GuestMemory.onHeap(4 * MIB));

    @Test
    void aConflictNamesBoth() {
        layout.claim("kernel", MIB, 0x3000);
        assertFault("tables", "kernel [0x100000, 0x103000)", () -> layout.claim("tables", MIB + 0x2fff, 1));
        assertFault("tables", "overlaps kernel", () -> layout.claim("tables", MIB - 1, 2 * MIB));
        layout.claim("after", MIB + 0x3000, 1);
    }

    @Test
    void outsideOfRamIsAFaultForAnyNumbers() {
        assertFault("a", "not all RAM", () -> layout.claim("a", 4 * MIB - 1, 2));
        assertFault("a", "not all RAM", () -> layout.claim("a", -1, 2));
        assertFault("a", "not all RAM", () -> layout.claim("a", Long.MAX_VALUE, Long.MAX_VALUE));
        assertFault("a", "not all RAM", () -> layout.claim("a", 0, -1));
        assertFault("a", "RAM is [[0x0, 0x400000)]", () -> layout.claim("a", 1L << 40, 1));
    }

    @Test
    void nothingLiesInVideoMemory() {
        assertFault("a", "legacy video memory", () -> layout.claim("a", 0x9ffff, 2));
        assertEquals(0xe0000, layout.claimLowest("a", 0x10000, 0x10000, 0xa0000, 4 * MIB));
        layout.claim("tables", 0x9f000, 0x1000);
    }

    @Test
    void lowestAndHighestGoAroundWhatIsTaken() {
        layout.claim("a", MIB, 0x1001);
        layout.claim("b", 4 * MIB - 0x1800, 0x1000);
        assertEquals(MIB + 0x2000, layout.claimLowest("c", 0x1000, 0x1000, MIB, 4 * MIB));
        assertEquals(4 * MIB - 0x3000, layout.claimHighest("d", 0x1000, 0x1000, MIB, 4 * MIB));
        assertEquals(4 * MIB - 0x800, layout.claimHighest("e", 0x800, 0x800, MIB, 4 * MIB));
        assertEquals(3 * MIB - 0x1000, layout.claimHighest("f", 0x1000, 0x1000, MIB, 3 * MIB));
        assertEquals(
                List.of("a", "c", "f", "d", "b", "e"),
                layout.placements().stream().map(Placement::name).toList());
    }

    @Test
    void firmwareHasAPlaceOfItsOwn() {
        assertTrue(layout.hasFirmwareArea());
        assertEquals(0xe0000, layout.claimFirmware("a", 1, 16));
        assertEquals(0xe0040, layout.claimFirmware("b", 1, 64));
        assertEquals(0xf0000, layout.claimFirmware("c", 0x10000, 0x10000));
        assertFault("d", "do not fit", () -> layout.claimFirmware("d", 0x10000, 1));
        assertFalse(new GuestLayout(GuestMemory.onHeap(MIB - 0x1000)).hasFirmwareArea());
    }

    @Test
    void fullSaysWhatIsTaken() {
        layout.claim("a", MIB, 2 * MIB);
        assertFault(
                "big", "taken is [a [0x100000, 0x300000)]", () -> layout.claimLowest("big", 2 * MIB, 1, MIB, 4 * MIB));
        assertFault("big", "do not fit", () -> layout.claimHighest("big", 2 * MIB, 1, MIB, 4 * MIB));
        assertFault("big", "do not fit", () -> layout.claimHighest("big", 1L << 62, 0x1000, MIB, 4 * MIB));
        assertFault("big", "do not fit", () -> layout.claimLowest("big", 1L << 62, 0x1000, MIB, 4 * MIB));
    }

    @Test
    void rangesDoNotSpanRegions() {
        GuestLayout two =
                new GuestLayout(GuestMemory.onHeap(new Region(0, 2 * MIB, 0), new Region(1L << 32, 2 * MIB, 2 * MIB)));
        assertEquals(1L << 32, two.claimLowest("a", MIB + 1, 0x1000, MIB, Long.MAX_VALUE));
        assertEquals(MIB, two.claimHighest("b", MIB, 0x1000, 0, 1L << 32));
    }

    @Test
    void nothingClaimsNothing() {
        layout.claim("a", MIB, 0);
        assertEquals(List.of(), layout.placements());
    }
}
