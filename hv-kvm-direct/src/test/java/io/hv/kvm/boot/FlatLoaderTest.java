package io.hv.kvm.boot;

import static io.hv.kvm.boot.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlatLoaderTest {

    private static final long MIB = 1 << 20;
    private static final byte[] CODE = {1, 2, 3, 4};

    private final GuestMemory memory = GuestMemory.onHeap(2 * MIB);
    private final GuestLayout layout = new GuestLayout(memory);

    private BootPlan load(EntryMode mode, long address, long entry) {
        return FlatLoader.load(layout, BootFile.of("image", CODE), mode, address, entry);
    }

    @Test
    void realModeStartsInTheSegmentOfItsEntry() {
        BootPlan plan = load(EntryMode.REAL, 0x27c00, 0x27c02);
        EntryState s = plan.entry();
        assertArrayEquals(CODE, memory.read(0x27c00, 4));
        assertEquals(List.of(new Placement("image", 0x27c00, 4)), plan.placements());
        assertEquals(0x2000, s.cs().selector());
        assertEquals(0x27c02, s.cs().base() + s.rip());
        assertEquals(0xffff, s.cs().limit());
        assertEquals(0, s.data().selector());
        assertEquals(0, s.cr0() & 0x80000001L);
        assertEquals(0, s.gdtLimit());
        assertEquals(2, s.rflags());
    }

    @Test
    void realModeBelow64KHasZeroInCs() {
        EntryState s = load(EntryMode.REAL, 0x7c00, 0x7c00).entry();
        assertEquals(0, s.cs().selector());
        assertEquals(0x7c00, s.rip());
    }

    @Test
    void protectedModeIsFlat() {
        EntryState s = load(EntryMode.PROTECTED, MIB, MIB + 1).entry();
        assertEquals(MIB + 1, s.rip());
        assertEquals(0x10, s.cs().selector());
        assertEquals(0x18, s.data().selector());
        assertEquals(-1, s.cs().limit());
        assertEquals(true, s.cs().big() && s.cs().pages() && s.cs().present() && s.cs().codeOrData());
        assertEquals(1, s.cr0() & 0x80000001L);
        assertEquals(0, s.cr3());
        assertEquals(0, memory.getLong(s.gdtBase()));
        assertEquals(0x00cf9b000000ffffL, memory.getLong(s.gdtBase() + 0x10));
        assertEquals(0x00cf93000000ffffL, memory.getLong(s.gdtBase() + 0x18));
        assertEquals(31, s.gdtLimit());
    }

    @Test
    void longModeMapsTheFirst4GibToThemselves() {
        EntryState s = load(EntryMode.LONG, MIB, MIB).entry();
        assertEquals(true, s.cs().longMode() && !s.cs().big());
        assertEquals(0x80000001L, s.cr0() & 0x80000001L);
        assertEquals(0x20, s.cr4());
        assertEquals(0x500, s.efer());
        assertEquals(0x00af9b000000ffffL, memory.getLong(s.gdtBase() + 0x10));
        for (long address = 0; address < 1L << 32; address += 0x1ff000) {
            assertEquals(address, walk(s.cr3(), address));
        }
        assertEquals(-1, walk(s.cr3(), 1L << 32));
        assertEquals(-1, walk(s.cr3(), 1L << 39));
    }

    /** What a processor makes of a linear address; -1 is a page fault. */
    private long walk(long table, long linear) {
        long entry = table;
        for (int shift = 39; shift >= 21; shift -= 9) {
            entry = memory.getLong((entry & ~0xfffL) + (linear >>> shift & 511) * 8);
            if ((entry & 1) == 0) {
                return -1;
            }
        }
        assertEquals(0x83, entry & 0xfff);
        return (entry & ~0xfffL) + (linear & 0x1fffff);
    }

    @Test
    void whatIsWrongIsSaid() {
        assertFault("image", "not all RAM", () -> load(EntryMode.LONG, 2 * MIB, 2 * MIB));
        assertFault("image", "entry 0x100004 is outside", () -> load(EntryMode.LONG, MIB, MIB + 4));
        assertFault(
                "empty",
                "empty",
                () -> FlatLoader.load(layout, BootFile.of("empty", new byte[0]), EntryMode.LONG, MIB, MIB));
    }

    @Test
    void realModeDoesNotReachExtendedMemory() {
        assertFault("image", "not below 0x100000", () -> load(EntryMode.REAL, MIB, MIB));
    }

    @Test
    void anImageOverThePageTablesNamesBoth() {
        assertFault("page tables", "overlaps image [0x9000, 0x9004)", () -> load(EntryMode.LONG, 0x9000, 0x9000));
        assertFault(
                "GDT",
                "overlaps image",
                () -> FlatLoader.load(
                        new GuestLayout(memory), BootFile.of("image", CODE), EntryMode.PROTECTED, 0x500, 0x500));
    }

    @Test
    void anEntryAbove4GibIsOutOfReach() {
        GuestLayout high =
                new GuestLayout(GuestMemory.onHeap(new Region(0, 2 * MIB, 0), new Region(1L << 32, 2 * MIB, 2 * MIB)));
        assertFault(
                "image",
                "not below 0x100000000",
                () -> FlatLoader.load(high, BootFile.of("image", CODE), EntryMode.LONG, 1L << 32, 1L << 32));
    }
}
