package io.hv.kvm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.nativeaccess.Fd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which pages are not as a file has them, and RAM that is a file and such pages. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "memfd and mmap")
class FrozenDifferenceTest {

    private static final String NAME = "hv-difference-test";
    private static final int PAGE = 4096;
    private static final long RAM = 48L << 20;
    private static final MemoryMap MAP = MemoryMap.of(RAM, 40);

    /** Pages of the file that are not holes: these, and what follows them up to 40 MiB. */
    private static final int FIRST = 16;

    private static final int LAST = (40 << 20) / PAGE;

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private final List<AutoCloseable> opened = new ArrayList<>();
    private FrozenMemory base;
    private GuestMemory memory;

    /** Each page that it has begins with its number, behind a page that is not RAM. */
    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("ram");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = FIRST; i < LAST; i++) {
                write(out, page.putLong(0, i).rewind(), PAGE * (i + 1L));
            }
            write(out, ByteBuffer.allocate(1), PAGE + RAM - 1);
        }
        base = open(FrozenMemory.of(MAP.ram(), Fd.openReadOnly(file), PAGE));
        memory = open(GuestMemory.of(MAP, base, NAME));
    }

    private static void write(FileChannel out, ByteBuffer bytes, long at) throws IOException {
        while (bytes.hasRemaining()) {
            int unused = out.write(bytes, at + bytes.position());
        }
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        assertEquals(new HostUse(0, 0), HostUse.of(NAME));
    }

    private <T extends AutoCloseable> T open(T thing) {
        opened.add(thing);
        return thing;
    }

    /** What was told, as pages by number: of a difference, {@code data} those with something, {@code zeros} those without. */
    private record Told(BitSet data, BitSet zeros, List<Long> passed) {

        static Told by(FrozenMemory now, FrozenMemory before) {
            Told told = new Told(new BitSet(), new BitSet(), new ArrayList<>());
            long[] last = {0};
            try (FrozenDifference difference = now.since(before)) {
                assertEquals(RAM, difference.size());
                difference.tell(
                        (offset, length) -> {
                            last[0] = next(told.data, last[0], offset, length);
                            for (long at = 0; at < length; at += PAGE) {
                                assertTrue(!FrozenView.isZero(difference.bytes(offset + at, PAGE), 0));
                            }
                        },
                        (offset, length) -> {
                            last[0] = next(told.zeros, last[0], offset, length);
                            assertEquals(
                                    ByteBuffer.allocate((int) length),
                                    difference.bytes(offset, (int) length).duplicate());
                        },
                        told.passed::add);
            }
            return told;
        }

        private static long next(BitSet pages, long last, long offset, long length) {
            assertTrue(offset >= last && length > 0 && length <= 1 << 20, offset + " and " + length + " after " + last);
            pages.set((int) (offset / PAGE), (int) ((offset + length) / PAGE));
            return offset + length;
        }
    }

    private Told told() {
        return Told.by(open(memory.freeze()), base);
    }

    private static BitSet pages(int... pages) {
        BitSet set = new BitSet();
        for (int page : pages) {
            set.set(page);
        }
        return set;
    }

    @Test
    void nothingWrittenIsNoDifference() {
        assertEquals(new Told(pages(), pages(), List.of()), told());
    }

    @Test
    void whatWasWrittenDiffersIfItIsAnother() {
        // Another word, the same word, nothing any more, something where nothing was, nothing where nothing was.
        memory.putLong(20 * PAGE + 8, 1);
        memory.putLong(21 * PAGE, 21);
        memory.putLong(22 * PAGE, 0);
        memory.putLong(3 * PAGE, 3);
        memory.putLong(4 * PAGE, 0);
        memory.putLong(RAM - 8, 1);
        Told told = told();
        assertEquals(pages(3, 20, (int) (RAM / PAGE) - 1), told.data());
        assertEquals(pages(22), told.zeros());
    }

    /** A row of pages that is one run, and another longer than a run may be. */
    @Test
    void allOfARowIsTold() {
        for (int page = 100; page < 1000; page++) {
            memory.putLong((long) page * PAGE, page % 300 == 0 ? 0 : -page);
        }
        Told told = told();
        BitSet expected = new BitSet();
        expected.set(100, 1000);
        expected.andNot(pages(300, 600, 900));
        assertEquals(expected, told.data());
        assertEquals(pages(300, 600, 900), told.zeros());
        assertEquals(3, told.passed().size());
    }

    /** Folded, the RAM has nothing of the file that it came from any more, and is compared with it all the same. */
    @Test
    void whatWasFoldedIsCompared() {
        for (long at = 0; at < MappedBacking.ALWAYS_COPIED + PAGE; at += PAGE) {
            memory.putLong(at, at / PAGE);
        }
        memory.putLong(30 * PAGE, 0);
        memory.putLong(31 * PAGE, -1);
        memory.putLong(12000L * PAGE, 5);
        FrozenMemory folded = open(memory.freeze());
        assertEquals(0, folded.pagesToCopy());
        BitSet data = new BitSet();
        data.set(1, FIRST);
        data.or(pages(31, 12000));
        Told told = Told.by(folded, base);
        assertEquals(data, told.data());
        assertEquals(pages(30), told.zeros());
        assertTrue(told.passed().size() > 10, told.passed().toString());
        GuestMemory child = open(GuestMemory.of(MAP, folded, NAME));
        child.putLong(31 * PAGE, 31);
        data.clear(31);
        assertEquals(data, Told.by(open(child.freeze()), base).data());
    }

    @Test
    void onlyTheSameRegions() {
        FrozenMemory other =
                open(open(GuestMemory.map(MemoryMap.of(RAM / 2, 40), NAME)).freeze());
        assertThrows(IllegalArgumentException.class, () -> other.since(base));
    }

    /** A file with some pages of RAM where the other one has others: its zeros count, and what it does not have does not. */
    private FrozenMemory onTop(BitSet pages) throws IOException {
        Path second = folder.resolve("difference");
        try (FileChannel out = FileChannel.open(second, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            write(out, ByteBuffer.allocate(1), 2 * PAGE + RAM - 1);
            for (int page : new int[] {3, 20, 40}) {
                ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
                write(out, word.putLong(0, page + 1000), (page + 2L) * PAGE);
            }
        }
        return FrozenMemory.of(base, Fd.openReadOnly(second), 2 * PAGE, pages);
    }

    @Test
    void ramOfTwoFiles() throws IOException {
        FrozenMemory both = open(onTop(pages(3, 20, 21, 22)));
        assertEquals(0, both.copiedPages());
        assertEquals(4, both.pagesToCopy());
        GuestMemory child = open(GuestMemory.of(MAP, both, NAME));
        assertEquals(1003, child.getLong(3 * PAGE));
        assertEquals(19, child.getLong(19 * PAGE));
        assertEquals(1020, child.getLong(20 * PAGE));
        assertEquals(0, child.getLong(21 * PAGE));
        assertEquals(0, child.getLong(22 * PAGE));
        assertEquals(23, child.getLong(23 * PAGE));
        assertEquals(40, child.getLong(40 * PAGE), "it is in the file, but not one of its pages");
        Told told = Told.by(open(child.freeze()), base);
        assertEquals(pages(3, 20), told.data());
        assertEquals(pages(21, 22), told.zeros());
        assertEquals(told, Told.by(both, base));
        child.putLong(20 * PAGE, 20);
        child.putLong(22 * PAGE, 22);
        Told later = Told.by(open(child.freeze()), base);
        assertEquals(pages(3), later.data(), "what is as it was in the first file is no difference");
        assertEquals(pages(21), later.zeros());
        assertEquals(pages(20, 22), Told.by(open(child.freeze()), both).data());
    }

    @Test
    void whatCannotBeIsRefusedAndClosed() throws IOException {
        FrozenMemory both = open(onTop(pages(3)));
        long before = fds();
        assertThrows(IllegalArgumentException.class, () -> onTop(pages((int) (RAM / PAGE))));
        assertThrows(
                IllegalArgumentException.class,
                () -> FrozenMemory.of(both, Fd.openReadOnly(file), PAGE, pages(3)),
                "three files");
        FrozenMemory closed = base.share();
        closed.close();
        assertThrows(IllegalStateException.class, () -> FrozenMemory.of(closed, Fd.openReadOnly(file), PAGE, pages(3)));
        assertThrows(IllegalStateException.class, () -> both.since(closed));
        assertEquals(before, fds());
    }

    private long fds() {
        return HostUse.open(folder.toString());
    }

    /** Many pages at random, against what arithmetic says. */
    @Test
    void atRandom() {
        Random random = new Random(23);
        BitSet data = new BitSet();
        BitSet zeros = new BitSet();
        for (int i = 0; i < 3000; i++) {
            int page = random.nextInt((int) (RAM / PAGE));
            long before = page >= FIRST && page < LAST ? page : 0;
            long now = random.nextInt(3) == 0 ? 0 : random.nextBoolean() ? page : -1;
            memory.putLong((long) page * PAGE, now);
            data.set(page, now != before && now != 0);
            zeros.set(page, now != before && now == 0);
        }
        Told told = told();
        assertEquals(data, told.data());
        assertEquals(zeros, told.zeros());
    }
}
