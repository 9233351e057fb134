package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.ImageException;
import io.hv.image.file.ImageFile;
import io.hv.image.qcow2.PageCache.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Eight pages of 512 bytes at most are kept, of which those that were changed last until they are written. */
class PageCacheTest {

    private static final int PAGE = 512;
    private static final int PAGES = 8;

    private final WatchedStorage storage = new WatchedStorage();
    private final PageCache cache = new PageCache(new ImageFile(MemoryImage.NAME, storage, true), PAGE, PAGES * PAGE);

    private void fill(int pages) {
        for (int i = 0; i < pages; i++) {
            storage.memory.write((long) i * PAGE, ByteBuffer.allocate(PAGE).putInt(0, 1000 + i));
        }
    }

    @Test
    void numbersAreBigEndianAndHaveNoSign() {
        storage.memory.write(
                0, ByteBuffer.wrap(new byte[] {(byte) 0x80, (byte) 0x81, (byte) 0x82, (byte) 0x83, 4, 5, 6, 7}));
        assertEquals(0x80, cache.get(Kind.L2, 0, 1));
        assertEquals(0x8182, cache.get(Kind.L2, 1, 2));
        assertEquals(0x80818283L, cache.get(Kind.L2, 0, 4));
        assertEquals(0x8081828304050607L, cache.get(Kind.L2, 0, 8));
        cache.set(Kind.L2, 8, 1, 0xfe);
        cache.set(Kind.L2, 10, 2, 0xfedc);
        cache.set(Kind.L2, 12, 4, 0xfedcba98L);
        cache.set(Kind.L2, 16, 8, 0xfedcba9876543210L);
        cache.write(Kind.L2);
        ByteBuffer written = ByteBuffer.wrap(storage.memory.bytes());
        assertEquals(0xfe00fedcfedcba98L, written.getLong(8));
        assertEquals(0xfedcba9876543210L, written.getLong(16));
    }

    @Test
    void whatIsChangedWaits() {
        fill(2);
        cache.set(Kind.L2, 4, 4, 1);
        cache.set(Kind.REFCOUNTS, PAGE + 4, 4, 2);
        assertEquals(List.of(), storage.writes);
        assertTrue(cache.isDirty(Kind.L2));
        cache.write(Kind.L2);
        assertEquals(List.of(0L), storage.writes);
        assertFalse(cache.isDirty(Kind.L2));
        assertTrue(cache.isDirty(Kind.REFCOUNTS));
        cache.write(Kind.L2);
        cache.write(Kind.REFCOUNTS);
        assertEquals(List.of(0L, (long) PAGE), storage.writes);
        assertFalse(cache.isDirty(Kind.REFCOUNTS));
        assertEquals(1000L << 32 | 1, ByteBuffer.wrap(storage.memory.bytes()).getLong(0));
        assertEquals(1001L << 32 | 2, ByteBuffer.wrap(storage.memory.bytes()).getLong(PAGE));
    }

    @Test
    void pagesAreWrittenInTheirOrder() {
        fill(4);
        for (int i : new int[] {2, 0, 3, 1}) {
            cache.set(Kind.L2, (long) i * PAGE, 8, i);
        }
        cache.write(Kind.L2);
        assertEquals(List.of(0L, 512L, 1024L, 1536L), storage.writes);
    }

    @Test
    void halfOfThemMayWait() {
        fill(PAGES);
        for (int i = 0; i < PAGES / 2; i++) {
            cache.set(Kind.L2, (long) i * PAGE, 8, 1);
            cache.set(Kind.L2, (long) i * PAGE + 8, 8, 2);
            assertFalse(cache.isFull());
        }
        cache.set(Kind.L2, PAGES / 2 * PAGE, 8, 1);
        assertTrue(cache.isFull());
        cache.write(Kind.L2);
        assertFalse(cache.isFull());
    }

    /** Those that were used last stay, and one more is none too many for what was read. */
    @Test
    void theOldestGoes() {
        fill(20);
        for (int i = 0; i < PAGES; i++) {
            assertEquals(1000 + i, cache.get(Kind.L2, (long) i * PAGE, 4));
        }
        assertEquals(1001, cache.get(Kind.L2, PAGE, 4));
        assertEquals(PAGES, storage.reads.size());
        assertEquals(1010, cache.get(Kind.L2, 10 * PAGE, 4));
        assertEquals(1011, cache.get(Kind.L2, 11 * PAGE, 4));
        assertEquals(1001, cache.get(Kind.L2, PAGE, 4));
        assertEquals(PAGES + 2, storage.reads.size());
        assertEquals(1002, cache.get(Kind.L2, 2 * PAGE, 4));
        assertEquals(PAGES + 3, storage.reads.size());
    }

    /** However much is looked at meanwhile, what was changed is there; and what was only looked at is not kept without end. */
    @Test
    void whatWaitsStays() {
        fill(40);
        for (int i = 0; i < 20; i++) {
            cache.set(Kind.L2, (long) i * PAGE, 4, 7 + i);
        }
        for (int i = 20; i < 40; i++) {
            assertEquals(1000 + i, cache.get(Kind.REFCOUNTS, (long) i * PAGE, 4));
        }
        storage.reads.clear();
        for (int i = 0; i < 20; i++) {
            assertEquals(7 + i, cache.get(Kind.L2, (long) i * PAGE, 4));
        }
        assertEquals(List.of(), storage.reads);
        assertEquals(1039, cache.get(Kind.L2, 39 * PAGE, 4));
        assertEquals(1, storage.reads.size(), "there was no room for it");
        cache.write(Kind.L2);
        assertEquals(20, storage.writes.size());
        for (int i = 0; i < 20; i++) {
            assertEquals(7 + i, cache.get(Kind.L2, (long) i * PAGE, 4));
        }
        assertTrue(storage.reads.size() > 20 - PAGES, "now they go");
    }

    /** Changed while there was no room to keep it. */
    @Test
    void aPageThatDidNotStay() {
        fill(20);
        for (int i = 0; i < PAGES + 1; i++) {
            cache.set(Kind.L2, (long) i * PAGE, 4, 1);
        }
        assertEquals(1015, cache.get(Kind.L2, 15 * PAGE, 4));
        cache.set(Kind.L2, 15 * PAGE + 4, 4, 2);
        assertEquals(2, cache.get(Kind.L2, 15 * PAGE + 4, 4));
        cache.write(Kind.L2);
        assertEquals(1015L << 32 | 2, ByteBuffer.wrap(storage.memory.bytes()).getLong(15 * PAGE));
    }

    /** A new table is zeros, whatever lay there; and nobody reads that. */
    @Test
    void aNewTable() {
        fill(4);
        cache.set(Kind.L2, 0, 4, 5);
        cache.create(Kind.REFCOUNTS, 0, 2 * PAGE);
        assertEquals(0, cache.get(Kind.REFCOUNTS, 0, 8));
        assertEquals(0, cache.get(Kind.REFCOUNTS, PAGE, 8));
        assertEquals(1, storage.reads.size());
        assertFalse(cache.isDirty(Kind.L2));
        cache.write(Kind.REFCOUNTS);
        assertEquals(List.of(0L, (long) PAGE), storage.writes);
        assertArrayEquals(new byte[2 * PAGE], java.util.Arrays.copyOf(storage.memory.bytes(), 2 * PAGE));
        assertEquals(1002, cache.get(Kind.L2, 2 * PAGE, 4), "behind it nothing has changed");
    }

    @Test
    void aTableThatIsNoneAnyMore() {
        fill(8);
        for (int i = 0; i < 6; i++) {
            cache.set(Kind.L2, (long) i * PAGE, 4, 1);
        }
        assertTrue(cache.isFull());
        cache.drop(PAGE, 3 * PAGE);
        assertFalse(cache.isFull());
        assertEquals(1001, cache.get(Kind.L2, PAGE, 4), "as it is in the file");
        assertEquals(1003, cache.get(Kind.L2, 3 * PAGE, 4));
        cache.write(Kind.L2);
        assertEquals(List.of(0L, 4L * PAGE, 5L * PAGE), storage.writes);
        cache.drop(0, PAGE);
        assertFalse(cache.isDirty(Kind.L2));
    }

    /** What could not be written is written the next time, and what was is not. */
    @Test
    void aFailure() {
        fill(4);
        for (int i = 0; i < 3; i++) {
            cache.set(Kind.L2, (long) i * PAGE, 4, 1);
        }
        storage.failAt(2);
        ImageException e = assertThrows(ImageException.class, () -> cache.write(Kind.L2));
        assertEquals("L2 table", e.field());
        assertTrue(cache.isDirty(Kind.L2));
        List<Long> first = new ArrayList<>(storage.writes);
        assertEquals(List.of(0L), first);
        cache.write(Kind.L2);
        assertEquals(List.of(0L, 512L, 1024L), storage.writes);
        storage.failAt(1);
        cache.set(Kind.REFCOUNTS, 3 * PAGE, 4, 1);
        e = assertThrows(ImageException.class, () -> cache.write(Kind.REFCOUNTS));
        assertEquals("refcount block", e.field());
    }
}
