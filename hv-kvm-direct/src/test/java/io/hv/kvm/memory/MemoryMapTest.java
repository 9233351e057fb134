package io.hv.kvm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.MemoryMap.Range;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryMapTest {

    private static final long GIB = 1L << 30;

    @ParameterizedTest
    @ValueSource(
            longs = {4096, 128L << 20, 3 * GIB - 4096, 3 * GIB, 3 * GIB + 4096, 4 * GIB, 5 * GIB, 64 * GIB, 1024 * GIB})
    void nothingOverlaps(long size) {
        MemoryMap map = MemoryMap.of(size, 48);
        assertEquals(size, map.ramSize());
        assertEquals(size, Backing.fileSize(map.ram()));
        List<Range> all = new ArrayList<>(List.of(
                MemoryMap.MMIO32,
                MemoryMap.ECAM,
                MemoryMap.PLATFORM,
                MemoryMap.IO_APIC,
                MemoryMap.LOCAL_APIC,
                MemoryMap.IDENTITY_PAGE,
                MemoryMap.TSS,
                MemoryMap.FIRMWARE,
                map.mmio64()));
        map.ram().forEach(region -> all.add(new Range(region.address(), region.size())));
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertFalse(all.get(i).overlaps(all.get(j)), all.get(i) + " and " + all.get(j));
            }
        }
        assertEquals(64 * GIB, map.mmio64().size());
        assertEquals(0, map.mmio64().address() % GIB);
    }

    @Test
    void ramAbove3GibGoesOnAt4Gib() {
        assertEquals(
                List.of(new Region(0, 3 * GIB, 0), new Region(4 * GIB, 2 * GIB, 3 * GIB)),
                MemoryMap.of(5 * GIB, 40).ram());
        assertEquals(
                List.of(new Region(0, 3 * GIB, 0)), MemoryMap.of(3 * GIB, 40).ram());
        assertEquals(
                new Region(4 * GIB, 4096, 3 * GIB),
                MemoryMap.of(3 * GIB + 4096, 40).ram().get(1));
    }

    @Test
    void everythingStaysInsideTheAddressBits() {
        assertEquals(new Range(4 * GIB, 0), MemoryMap.of(GIB, 32).mmio64());
        assertEquals(new Range(62 * GIB, 2 * GIB), MemoryMap.of(61 * GIB, 36).mmio64());
        assertEquals(63 * GIB, MemoryMap.of(63 * GIB, 36).ramSize());
        assertThrows(IllegalArgumentException.class, () -> MemoryMap.of(63 * GIB + 4096, 36));
        assertThrows(IllegalArgumentException.class, () -> MemoryMap.of(3 * GIB + 4096, 32));
        assertThrows(IllegalArgumentException.class, () -> MemoryMap.of(Long.MAX_VALUE & -4096, 52));
        assertThrows(IllegalArgumentException.class, () -> MemoryMap.of(0, 40));
        assertThrows(IllegalArgumentException.class, () -> MemoryMap.of(100, 40));
        assertThrows(IllegalArgumentException.class, () -> MemoryMap.of(-4096, 40));
        assertThrows(IllegalArgumentException.class, () -> MemoryMap.of(GIB, 64));
    }

    @Test
    void rangesThatTouchDoNotOverlap() {
        assertTrue(new Range(0, 2).overlaps(new Range(1, 1)));
        assertFalse(new Range(0, 2).overlaps(new Range(2, 1)));
    }
}
