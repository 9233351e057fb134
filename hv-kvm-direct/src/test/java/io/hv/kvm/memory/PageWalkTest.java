package io.hv.kvm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Every kind of page table, by tables written by hand. */
class PageWalkTest {

    private static final long PG = 1L << 31;
    private static final long PSE = 1 << 4;
    private static final long PAE = 1 << 5;
    private static final long LA57 = 1 << 12;
    private static final long LMA = 1 << 10;
    private static final long PRESENT = 1;
    private static final long LARGE = 1 << 7;
    private static final long NO_EXECUTE = 1L << 63;

    private final GuestMemory memory = GuestMemory.onHeap(0x10000);

    private static OptionalLong at(long address) {
        return OptionalLong.of(address);
    }

    @Test
    void withoutPaging() {
        PageWalk walk = new PageWalk(memory, 0, 0x1000, 0, 0);
        assertEquals(at(0x12345), walk.physical(0x12345));
        assertEquals(OptionalLong.empty(), walk.physical(1L << 32));
    }

    @Test
    void fourLevels() {
        // The kernel's half: entry 511 of the first, 510 of the second table.
        memory.putLong(0x1000 + 511 * 8, 0x2000 | PRESENT);
        memory.putLong(0x2000 + 510 * 8, 0x3000 | PRESENT);
        memory.putLong(0x3000 + 8 * 8, 0xabc0_0000L | PRESENT | LARGE | NO_EXECUTE);
        memory.putLong(0x3000 + 9 * 8, 0x4000 | PRESENT);
        memory.putLong(0x4000 + 3 * 8, 0x7_0000_5000L | PRESENT | LARGE);
        memory.putLong(0x2000 + 511 * 8, 0x1_4000_0000L | PRESENT | LARGE);
        PageWalk walk = new PageWalk(memory, PG, 0x1000 | 0x18, PAE, LMA);
        assertEquals(at(0xabc0_0000L + 0x1f_ffff), walk.physical(0xffff_ffff_8100_0000L + 0x1f_ffff));
        assertEquals(at(0x7_0000_5678L), walk.physical(0xffff_ffff_8120_3678L));
        assertEquals(at(0x1_4000_0000L + 0x3fff_ffff), walk.physical(-1));
        assertEquals(OptionalLong.empty(), walk.physical(0xffff_ffff_8120_4000L));
        assertEquals(OptionalLong.empty(), walk.physical(0x0000_ffff_8100_0000L), "not canonical");
    }

    @Test
    void fiveLevels() {
        memory.putLong(0x1000 + 256 * 8, 0x2000 | PRESENT);
        memory.putLong(0x2000, 0x3000 | PRESENT);
        memory.putLong(0x3000, 0x4000 | PRESENT);
        memory.putLong(0x4000, 0x20_0000 | PRESENT | LARGE);
        PageWalk walk = new PageWalk(memory, PG, 0x1000, PAE | LA57, LMA);
        assertEquals(at(0x20_0123), walk.physical(0xff00_0000_0000_0123L));
        assertEquals(OptionalLong.empty(), walk.physical(0x00ff_0000_0000_0000L + (1L << 56)));
    }

    @Test
    void physicalAddressExtension() {
        memory.putLong(0x1020 + 3 * 8, 0x2000 | PRESENT);
        memory.putLong(0x2000, 0x2_0020_0000L | PRESENT | LARGE);
        memory.putLong(0x2000 + 8, 0x3000 | PRESENT);
        memory.putLong(0x3000, 0x5000 | PRESENT);
        PageWalk walk = new PageWalk(memory, PG, 0x1020, PAE, 0);
        assertEquals(at(0x2_0020_0042L), walk.physical(0xc000_0042L));
        assertEquals(at(0x5042), walk.physical(0xc020_0042L));
        assertEquals(OptionalLong.empty(), walk.physical(0x42));
    }

    @Test
    void legacy() {
        memory.putInt(0x1000 + 768 * 4, (int) (0x0040_0000L | 0x3 << 13 | PRESENT | LARGE));
        memory.putInt(0x1000, (int) (0x2000 | PRESENT));
        memory.putInt(0x2000 + 5 * 4, (int) (0xf000_7000L | PRESENT));
        PageWalk walk = new PageWalk(memory, PG, 0x1000, PSE, 0);
        assertEquals(at(0x3_0040_0000L + 0x12345), walk.physical(0xc001_2345L));
        assertEquals(at(0xf000_7abcL), walk.physical(0x5abc));
        assertEquals(OptionalLong.empty(), walk.physical(0x6abc));
    }

    @Test
    void tablesThatAreNotInRamMapNothing() {
        memory.putLong(0x1000, 0x100_0000L | PRESENT);
        assertEquals(OptionalLong.empty(), new PageWalk(memory, PG, 0x1000, PAE, LMA).physical(0));
        assertEquals(OptionalLong.empty(), new PageWalk(memory, PG, 0xf_ffff_f000L, PAE, LMA).physical(0));
        assertEquals(OptionalLong.empty(), new PageWalk(memory, PG, 0xffff_f000L, 0, 0).physical(0));
    }
}
