package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.InterruptedOperationException;
import io.hv.image.CheckReport;
import io.hv.image.CreateOptions;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.SnapshotInfo;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One thing is wrong in an image of clusters of 512 bytes: the check tells that, and nothing else; a repair mends what it can. */
class CheckTest {

    private static final int CLUSTER = 512;
    private static final int CAPACITY = 100 * CLUSTER;
    private static final long COPIED = 1L << 63;

    private final MemoryImage image =
            new MemoryImage(CreateOptions.of(ImageFormat.QCOW2, CAPACITY).clusterSize(CLUSTER), CAPACITY);
    private final byte[] model = new byte[CAPACITY];

    /** 20 clusters of bytes, and one that is compressed. */
    @BeforeEach
    void fill() {
        new Random(1).nextBytes(model);
        Arrays.fill(model, 20 * CLUSTER, CAPACITY, (byte) 0);
        Arrays.fill(model, 70 * CLUSTER, 71 * CLUSTER, (byte) 9);
        try (Disk disk = image.open()) {
            disk.write(0, ByteBuffer.wrap(model, 0, 20 * CLUSTER));
            disk.writeCompressed(70 * CLUSTER, ByteBuffer.wrap(model, 70 * CLUSTER, CLUSTER));
            disk.flush();
        }
    }

    private long l1(int index) {
        return image.spec().l1Offset() + index * 8L;
    }

    private long l2() {
        return image.spec().word(l1(0)) & SpecImage.OFFSET;
    }

    /** Where the entry of a cluster of the disk lies. */
    private long entry(int cluster) {
        return l2() + cluster * 8L;
    }

    private long host(int cluster) {
        return image.spec().mapping((long) cluster * CLUSTER).host();
    }

    private long block() {
        return image.spec().word(image.spec().refcountTableOffset());
    }

    private long count(long host) {
        return block() + host / CLUSTER * 2;
    }

    private CheckReport check() {
        byte[] before = image.file.bytes();
        try (Disk disk = image.open(false)) {
            return disk.check(false, false);
        } finally {
            assertArrayEquals(before, image.file.bytes());
        }
    }

    private void isFound(int corruptions, int leaks, String finding) {
        CheckReport report = check();
        assertEquals(corruptions, report.corruptions(), report.toString());
        assertEquals(leaks, report.leaks(), report.toString());
        assertTrue(report.findings().stream().anyMatch(each -> each.contains(finding)), report.toString());
        assertEquals(corruptions + leaks, report.findings().size());
    }

    private void isMended() {
        try (Disk disk = image.open()) {
            CheckReport before = disk.check(false, true);
            assertTrue(!before.isClean());
            image.assertHolds(disk, model);
        }
    }

    private void isNotMended() {
        byte[] before = image.file.bytes();
        try (Disk disk = image.open()) {
            ImageException e = assertThrows(ImageException.class, () -> disk.check(false, true));
            assertEquals("tables", e.field());
        }
        assertArrayEquals(before, image.file.bytes());
    }

    @Test
    void nothing() {
        CheckReport report = check();
        assertEquals(List.of(), report.findings());
        assertEquals(21, report.clusters());
    }

    @Test
    void aCountThatIsTooHigh() {
        image.put(count(host(3)), 3, 2);
        isFound(0, 1, "cluster " + host(3) / CLUSTER + ": counted 3 times and used 1 times");
        isMended();
    }

    @Test
    void aCountOfNothing() {
        image.put(count(image.file.size() + 5 * CLUSTER), 1, 2);
        isFound(0, 1, "counted 1 times and used 0 times");
        isMended();
    }

    @Test
    void aCountThatIsTooLow() {
        image.put(count(host(3)), 0, 2);
        isFound(1, 0, "cluster " + host(3) / CLUSTER + ": used 1 times and counted 0 times");
        isMended();
    }

    /** A leak alone is given back by who asks for that alone; beside worse it may be what is missing elsewhere. */
    @Test
    void leaksAlone() {
        image.put(count(host(3)), 2, 2);
        image.put(count(host(4)), 0, 2);
        byte[] before = image.file.bytes();
        try (Disk disk = image.open()) {
            assertEquals(1, disk.check(true, false).leaks());
        }
        assertArrayEquals(before, image.file.bytes());
        image.put(count(host(4)), 1, 2);
        try (Disk disk = image.open()) {
            assertEquals(1, disk.check(true, false).leaks());
            image.assertHolds(disk, model);
        }
    }

    @Test
    void noBlockAtAll() {
        long used = new SpecCounts(image.spec()).uses().size();
        image.put(image.spec().refcountTableOffset(), 0, 8);
        // The block itself is used no more.
        isFound((int) used - 1, 0, "counted 0 times");
        isMended();
    }

    @Test
    void aBlockThatIsNone() {
        image.put(image.spec().refcountTableOffset(), 513, 8);
        CheckReport report = check();
        assertTrue(report.corruptions() > 20, report.toString());
        assertTrue(report.findings().get(0).contains("refcount table entry"), report.toString());
        isMended();
    }

    @Test
    void aBlockOfTwoEntries() {
        image.put(image.spec().refcountTableOffset() + 8, block(), 8);
        CheckReport report = check();
        assertTrue(
                report.findings().contains("refcount table entry 1: its block has another entry already"),
                report.toString());
        isMended();
    }

    @Test
    void copiedIsMissing() {
        image.put(entry(3), host(3), 8);
        isFound(1, 0, "L2 entry at " + entry(3) + ": COPIED is wrong for a cluster that is used 1 times");
        isMended();
    }

    @Test
    void copiedIsMissingInTheL1Table() {
        image.put(l1(0), l2(), 8);
        isFound(1, 0, "L1 entry at " + l1(0) + ": COPIED is wrong");
        isMended();
    }

    @Test
    void aClusterOfTwoEntries() {
        image.put(entry(3), host(4) | COPIED, 8);
        image.put(count(host(4)), 2, 2);
        System.arraycopy(model, 4 * CLUSTER, model, 3 * CLUSTER, CLUSTER);
        // COPIED of both is wrong, and the other cluster is leaked.
        isFound(2, 1, "COPIED is wrong for a cluster that is used 2 times");
        isMended();
    }

    @Test
    void aTableOfTwoEntries() {
        image.put(l1(1), l2() | COPIED, 8);
        CheckReport report = check();
        assertTrue(
                report.findings().contains("L1 entry at " + l1(1) + ": its L2 table has another entry already"),
                report.toString());
        isNotMended();
    }

    @Test
    void anEntryBehindTheEnd() {
        long leaked = host(3);
        image.put(entry(3), COPIED | 1L << 40, 8);
        isFound(1, 1, "L2 entry at " + entry(3) + ": 0x10000000000 lies behind the end of the file");
        assertTrue(check().findings().stream().anyMatch(each -> each.startsWith("cluster " + leaked / CLUSTER + ":")));
        isNotMended();
    }

    /** The first cluster behind the end is not there; the last one may be cut. */
    @Test
    void anEntryAtTheEnd() {
        long size = image.file.size();
        image.put(entry(30), COPIED | size, 8);
        image.put(count(size), 1, 2);
        isFound(1, 1, "lies behind the end of the file");
        image.file.resize(size + 1);
        assertEquals(List.of(), check().findings());
    }

    @Test
    void aTableBehindTheEnd() {
        image.put(l1(1), COPIED | (image.file.size() + CLUSTER - 1) / CLUSTER * CLUSTER, 8);
        CheckReport report = check();
        assertTrue(report.findings().get(0).contains("lies behind the end of the file"), report.toString());
        isNotMended();
    }

    @Test
    void aCompressedClusterBehindTheEnd() {
        image.put(entry(5), 1L << 62 | 1L << 40, 8);
        isFound(1, 1, "a compressed cluster that is not in the file");
        isNotMended();
    }

    @Test
    void reservedBits() {
        image.put(entry(5), COPIED | host(5) | 2, 8);
        isFound(1, 1, "has reserved bits set");
        image.put(entry(5), COPIED | host(5), 8);
        image.put(l1(0), COPIED | l2() | 1, 8);
        assertTrue(check().findings().get(0).contains("has reserved bits set"));
    }

    /** Findings are words for people, and not more than they read; counts are exact. */
    @Test
    void findingsAreBounded() {
        MemoryImage large = new MemoryImage(CreateOptions.of(ImageFormat.QCOW2, CAPACITY), CAPACITY);
        long counts = large.spec().word(large.spec().refcountTableOffset());
        for (int i = 0; i < 1100; i++) {
            large.put(counts + 2L * (1000 + i), 7, 2);
        }
        try (Disk disk = large.open()) {
            CheckReport report = disk.check(false, false);
            assertEquals(1100, report.leaks());
            assertEquals(1000, report.findings().size());
            assertEquals(1100, disk.check(true, false).leaks());
            large.assertHolds(disk, new byte[CAPACITY]);
        }
    }

    /** What was written and not flushed is in the tables before they are looked at. */
    @Test
    void whatWasNotFlushed() {
        try (Disk disk = image.open()) {
            disk.write(40 * CLUSTER, ByteBuffer.wrap(new byte[] {5}));
            model[40 * CLUSTER] = 5;
            assertEquals(List.of(), disk.check(false, false).findings());
            image.assertHolds(disk, model);
        }
    }

    @Test
    void anInterruptEndsIt() {
        try (Disk disk = image.open(false)) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedOperationException.class, () -> disk.check(false, false));
            assertTrue(Thread.interrupted());
        }
    }

    /** To be repaired is what an image that is marked as corrupt is for. */
    @Test
    void marked() {
        image.put(count(host(3)), 0, 2);
        image.put(72, 1 << 1, 8);
        try (Disk disk = image.open()) {
            assertEquals("true", disk.info().details().get("corrupt"));
            ImageException e = assertThrows(ImageException.class, () -> disk.write(0, ByteBuffer.wrap(new byte[] {1})));
            assertEquals("incompatible_features", e.field());
            assertEquals(
                    "incompatible_features",
                    assertThrows(ImageException.class, () -> disk.checkResize(CAPACITY * 2))
                            .field());
            assertEquals(1, disk.check(false, true).corruptions());
            assertEquals("false", disk.info().details().get("corrupt"));
            disk.write(0, ByteBuffer.wrap(new byte[] {1}));
            model[0] = 1;
            disk.flush();
            image.assertHolds(disk, model);
        }
        assertEquals(0, image.spec().incompatible());
    }

    /** Whoever opens for writing what is marked as dirty makes its counts anew; who reads leaves them. */
    @Test
    void dirty() {
        image.put(count(host(3)), 0, 2);
        image.put(72, 1, 8);
        byte[] before = image.file.bytes();
        try (Disk disk = image.open(false)) {
            assertEquals("true", disk.info().details().get("dirty-flag"));
            assertEquals(1, disk.check(false, false).corruptions());
        }
        assertArrayEquals(before, image.file.bytes());
        try (Disk disk = image.open()) {
            assertEquals("false", disk.info().details().get("dirty-flag"));
            image.assertHolds(disk, model);
        }
    }

    /** All counts but those that opening needs are zeros: the tables tell them, with snapshots and whatever their width. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16, 32, 64})
    void allCountsAreMadeAnew(int bits) {
        MemoryImage counted = new MemoryImage(
                CreateOptions.of(ImageFormat.QCOW2, CAPACITY)
                        .clusterSize(CLUSTER)
                        .refcountBits(bits),
                CAPACITY);
        try (Disk disk = counted.open()) {
            disk.write(0, ByteBuffer.wrap(model, 0, 20 * CLUSTER));
            disk.writeCompressed(70 * CLUSTER, ByteBuffer.wrap(model, 70 * CLUSTER, CLUSTER));
            SnapshotInfo unused = disk.createSnapshot("one");
            disk.write(0, ByteBuffer.wrap(model, 0, CLUSTER));
            disk.flush();
        }
        long counts = counted.spec().word(counted.spec().refcountTableOffset());
        counted.file.write(counts, ByteBuffer.allocate(CLUSTER));
        try (Disk disk = counted.open()) {
            assertTrue(disk.check(false, true).corruptions() > 20);
            counted.assertHolds(disk, model);
            disk.deleteSnapshot("one");
            disk.write(90 * CLUSTER, ByteBuffer.wrap(model, 0, 3 * CLUSTER));
            disk.flush();
        }
        assertEquals(List.of(), new SpecCounts(counted.spec()).problems());
    }

    /** One bit has no room for a cluster that two entries use. */
    @Test
    void aCountWithoutRoom() {
        MemoryImage narrow = new MemoryImage(
                CreateOptions.of(ImageFormat.QCOW2, CAPACITY)
                        .clusterSize(CLUSTER)
                        .refcountBits(1),
                CAPACITY);
        try (Disk disk = narrow.open()) {
            disk.write(0, ByteBuffer.wrap(model, 0, 2 * CLUSTER));
            disk.flush();
        }
        long l2 = narrow.spec().word(narrow.spec().l1Offset()) & ~COPIED;
        narrow.put(l2 + 8, narrow.spec().word(l2), 8);
        byte[] before = narrow.file.bytes();
        try (Disk disk = narrow.open()) {
            ImageException e = assertThrows(ImageException.class, () -> disk.check(false, true));
            assertEquals("refcount", e.field());
            assertEquals(narrow.spec().word(l2) & ~COPIED, e.offset());
        }
        assertArrayEquals(before, Arrays.copyOf(narrow.file.bytes(), before.length));
    }
}
