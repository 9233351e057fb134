package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.CreateOptions;
import io.hv.image.Extent;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.SnapshotInfo;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a write, zeros and a discard do to clusters and to the file. */
class WriterTest {

    private static final int CAPACITY = 1 << 20;
    private static final int CLUSTER = 1 << 14;
    private static final int SUBCLUSTER = CLUSTER / 32;

    private byte[] model = new byte[CAPACITY];

    private static MemoryImage plain(int clusterSize) {
        return new MemoryImage(CreateOptions.of(ImageFormat.QCOW2, CAPACITY).clusterSize(clusterSize), CAPACITY);
    }

    private MemoryImage overlay(int version, boolean extended) {
        byte[] base = new byte[CAPACITY];
        new Random(9).nextBytes(base);
        model = base.clone();
        CreateOptions options = CreateOptions.overlay("base.img", ImageFormat.RAW)
                .capacity(CAPACITY)
                .clusterSize(CLUSTER)
                .version(version);
        return new MemoryImage(extended ? options.extendedL2() : options, CAPACITY, base, PageCache.DEFAULT_BYTES);
    }

    private void write(Disk disk, int at, int length) {
        byte[] bytes = new byte[length];
        new Random(at).nextBytes(bytes);
        disk.write(at, ByteBuffer.wrap(bytes));
        System.arraycopy(bytes, 0, model, at, length);
    }

    private void zero(Disk disk, int at, int length) {
        disk.zero(at, length);
        Arrays.fill(model, at, at + length, (byte) 0);
    }

    private void compress(Disk disk, int at, int clusterSize, int noise) {
        byte[] bytes = new byte[clusterSize];
        new Random(at).nextBytes(bytes);
        Arrays.fill(bytes, noise, clusterSize, (byte) 1);
        disk.writeCompressed(at, ByteBuffer.wrap(bytes));
        System.arraycopy(bytes, 0, model, at, clusterSize);
    }

    /** A cluster that is the disk's alone is written where it is, and no table changes. */
    @Test
    void inPlace() {
        MemoryImage image = plain(512);
        WatchedStorage storage = new WatchedStorage(image.file);
        try (Disk disk = image.open(storage, true)) {
            write(disk, 0, 2000);
            disk.flush();
            long host = image.spec().host(512);
            storage.writes.clear();
            storage.forces = 0;
            write(disk, 513, 10);
            write(disk, 520, 3);
            assertEquals(List.of(host + 1, host + 8), storage.writes);
            disk.flush();
            assertEquals(2, storage.writes.size());
            assertEquals(1, storage.forces);
            image.assertHolds(disk, model);
        }
    }

    /** What lies in a row is written at once. */
    @Test
    void inARow() {
        MemoryImage image = plain(512);
        WatchedStorage storage = new WatchedStorage(image.file);
        try (Disk disk = image.open(storage, true)) {
            write(disk, 0, 20 * 512);
            assertEquals(1, storage.writes.size());
            disk.flush();
            storage.writes.clear();
            write(disk, 600, 18 * 512);
            assertEquals(1, storage.writes.size());
            storage.reads.clear();
            assertArrayEquals(Arrays.copyOfRange(model, 0, 20 * 512), MemoryImage.read(disk, 0, 20 * 512));
            assertEquals(1, storage.reads.size());
            image.assertHolds(disk, model);
        }
    }

    /** New clusters are written at once as far as there is nothing yet, and as far as there is room in a row. */
    @Test
    void newOnesAroundWhatIsThere() {
        MemoryImage image = plain(512);
        WatchedStorage storage = new WatchedStorage(image.file);
        try (Disk disk = image.open(storage, true)) {
            write(disk, 5 * 512, 512);
            disk.flush();
            storage.writes.clear();
            write(disk, 100, 10 * 512);
            // The part of a cluster, four new ones, the one that was there, four new ones, a part.
            assertEquals(5, storage.writes.size());
            disk.flush();
            image.assertHolds(disk, model);
            disk.discard(2 * 512, 512);
            disk.discard(4 * 512, 512);
            Arrays.fill(model, 2 * 512, 3 * 512, (byte) 0);
            Arrays.fill(model, 4 * 512, 5 * 512, (byte) 0);
            disk.flush();
            long hole = image.file.size();
            write(disk, 40 * 512, 2 * 512);
            disk.flush();
            image.assertHolds(disk, model);
            assertEquals(hole, image.file.size(), "the two clusters that were given back are used again");
            // One more table for every 64 clusters.
            write(disk, 60 * 512, 140 * 512);
            disk.flush();
            image.assertHolds(disk, model);
        }
    }

    /** Zeros where nothing is are there already. */
    @Test
    void zerosOfNothing() {
        MemoryImage image = plain(512);
        byte[] before = image.file.bytes();
        try (Disk disk = image.open()) {
            disk.zero(3, 70_000);
            disk.discard(0, CAPACITY);
            disk.flush();
        }
        assertArrayEquals(before, image.file.bytes());
    }

    /** A whole cluster of zeros takes no room; where something lies below it a note says so. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void zerosOfAnOverlay(boolean extended) {
        MemoryImage image = overlay(3, extended);
        try (Disk disk = image.open()) {
            write(disk, CLUSTER, 100);
            disk.flush();
            zero(disk, CLUSTER, 2 * CLUSTER);
            disk.flush();
            image.assertHolds(disk, model);
            assertEquals(Extent.Kind.ZERO, image.spec().kind(CLUSTER));
            assertEquals(0, image.spec().mapping(CLUSTER).host());
            assertEquals(0, image.spec().mapping(2 * CLUSTER).host());
            zero(disk, 5 * CLUSTER + 100, 50);
            disk.flush();
            image.assertHolds(disk, model);
            assertEquals(Extent.Kind.DATA, image.spec().kind(5 * CLUSTER));
            long size = image.file.size();
            zero(disk, 5 * CLUSTER + 110, 20);
            disk.flush();
            assertEquals(size, image.file.size());
            image.assertHolds(disk, model);
        }
    }

    /** Version 2 has no such note: zeros are bytes, and a discard would show what lies below. */
    @Test
    void zerosOfVersionTwo() {
        MemoryImage image = overlay(2, false);
        try (Disk disk = image.open()) {
            zero(disk, CLUSTER, CLUSTER);
            write(disk, 3 * CLUSTER, CLUSTER);
            disk.discard(3 * CLUSTER, CLUSTER);
            disk.flush();
            assertEquals(Extent.Kind.DATA, image.spec().kind(CLUSTER));
            image.assertHolds(disk, model);
        }
        MemoryImage alone =
                new MemoryImage(CreateOptions.of(ImageFormat.QCOW2, CAPACITY).version(2), CAPACITY);
        model = new byte[CAPACITY];
        try (Disk disk = alone.open()) {
            write(disk, 0, 1 << 17);
            zero(disk, 0, 1 << 16);
            disk.discard(1 << 16, 1 << 16);
            Arrays.fill(model, (byte) 0);
            disk.flush();
            assertEquals(0, alone.spec().mapping(0).bits());
            assertEquals(0, alone.spec().mapping(1 << 16).bits());
            alone.assertHolds(disk, model);
        }
    }

    /** Whole subclusters become zeros by their bits; the cluster and the others' bytes stay. */
    @Test
    void zerosOfSubclusters() {
        MemoryImage image = overlay(3, true);
        try (Disk disk = image.open()) {
            write(disk, 0, 3 * SUBCLUSTER);
            disk.flush();
            SpecImage.Mapping before = image.spec().mapping(0);
            assertEquals(7, before.subclusters(), "three are there, and nothing of the others");
            zero(disk, SUBCLUSTER, 4 * SUBCLUSTER);
            disk.flush();
            assertEquals(before.bits(), image.spec().mapping(0).bits());
            assertEquals(0b11110L << 32 | 1, image.spec().mapping(0).subclusters());
            image.assertHolds(disk, model);
            zero(disk, 6 * SUBCLUSTER, SUBCLUSTER + 1);
            disk.flush();
            assertEquals(1 << 6 | 1 << 7 | 1, (int) image.spec().mapping(0).subclusters());
            image.assertHolds(disk, model);
            write(disk, 2 * SUBCLUSTER + 5, 1);
            disk.flush();
            image.assertHolds(disk, model);
        }
    }

    /** Of a cluster that a snapshot has too nothing is changed in place. */
    @Test
    void zerosOfSharedSubclusters() {
        MemoryImage image = overlay(3, true);
        try (Disk disk = image.open()) {
            write(disk, 0, 3 * SUBCLUSTER);
            SnapshotInfo unused = disk.createSnapshot("one");
            byte[] kept = model.clone();
            zero(disk, SUBCLUSTER, SUBCLUSTER);
            disk.flush();
            image.assertHolds(disk, model);
            SpecImage spec = image.spec();
            assertArrayEquals(kept, spec.disk(spec.snapshots().get(0), image.base));
        }
    }

    /** Less than a cluster is not given back; the disk's last one may be less than one. */
    @Test
    void discards() {
        int capacity = CAPACITY - 100;
        MemoryImage image =
                new MemoryImage(CreateOptions.of(ImageFormat.QCOW2, capacity).clusterSize(CLUSTER), capacity);
        model = new byte[capacity];
        try (Disk disk = image.open()) {
            write(disk, 0, capacity);
            disk.discard(1, 2 * CLUSTER - 2);
            disk.flush();
            image.assertHolds(disk, model);
            disk.discard(1, 2 * CLUSTER);
            Arrays.fill(model, CLUSTER, 2 * CLUSTER, (byte) 0);
            disk.flush();
            image.assertHolds(disk, model);
            int last = capacity / CLUSTER * CLUSTER;
            disk.discard(last, capacity - last - 1);
            disk.flush();
            image.assertHolds(disk, model);
            disk.discard(last, capacity - last);
            Arrays.fill(model, last, capacity, (byte) 0);
            disk.flush();
            image.assertHolds(disk, model);
            assertEquals(0, image.spec().mapping(last).bits());
        }
    }

    /** What was given back is taken again, once nothing on the disk points to it. */
    @Test
    void roomIsTakenAgain() {
        MemoryImage image = plain(512);
        try (Disk disk = image.open()) {
            write(disk, 0, 50 * 512);
            disk.flush();
            long size = image.file.size();
            long host = image.spec().host(0);
            disk.discard(0, 50 * 512);
            write(disk, 60 * 512, 512);
            disk.flush();
            assertNotEquals(host, image.spec().host(60 * 512), "the tables on the disk pointed there still");
            write(disk, 100 * 512, 49 * 512);
            disk.flush();
            assertEquals(host, image.spec().host(100 * 512));
            assertTrue(image.file.size() <= size + 3 * 512, "one cluster, and two tables");
        }
    }

    /** Compressed bytes lie one behind the other; a cluster of the file has as many users as there are parts in it. */
    @Test
    void compressedClustersShareOne() {
        MemoryImage image = plain(4096);
        try (Disk disk = image.open()) {
            for (int i = 0; i < 9; i++) {
                compress(disk, i * 4096, 4096, 1000);
            }
            disk.flush();
            image.assertHolds(disk, model);
            SpecImage spec = image.spec();
            long[] offsets = new long[9];
            for (int i = 0; i < 9; i++) {
                offsets[i] = spec.compressedOffset(spec.mapping(i * 4096L));
            }
            // Behind the first cluster of the file lies a table; the two behind that follow each other.
            for (int i : new int[] {1, 2, 4, 5, 6, 7, 8}) {
                long gap = offsets[i] - offsets[i - 1];
                assertTrue(gap > 1000 && gap < 1200, "each takes about 1,050 bytes: " + gap);
            }
            assertEquals(0, offsets[0] % 4096);
            assertEquals(0, offsets[3] % 4096);
            assertEquals(3, new SpecCounts(spec).refcount(offsets[0] / 4096));
            assertEquals(4, new SpecCounts(spec).refcount(offsets[3] / 4096), "the last one ends in the next cluster");
            write(disk, 4096, 10);
            disk.discard(0, 4096);
            Arrays.fill(model, 0, 4096, (byte) 0);
            compress(disk, 0, 4096, 900);
            disk.flush();
            image.assertHolds(disk, model);
        }
    }

    /** A count of one bit has room for one user; what cannot be made smaller is written as it is. */
    @Test
    void compressedClustersAlone() {
        MemoryImage image = new MemoryImage(
                CreateOptions.of(ImageFormat.QCOW2, CAPACITY).clusterSize(4096).refcountBits(1), CAPACITY);
        try (Disk disk = image.open()) {
            compress(disk, 0, 4096, 100);
            compress(disk, 4096, 4096, 100);
            compress(disk, 8192, 4096, 4096);
            disk.flush();
            image.assertHolds(disk, model);
            SpecImage spec = image.spec();
            assertNotEquals(
                    spec.compressedOffset(spec.mapping(0)) / 4096, spec.compressedOffset(spec.mapping(4096)) / 4096);
            assertFalse(spec.mapping(8192).isCompressed());
            assertEquals(Extent.Kind.COMPRESSED, disk.extent(100, 50_000).kind());
            assertEquals(4096 - 100, disk.extent(100, 50_000).length());
            assertEquals(-1, disk.extent(100, 50_000).hostOffset());
        }
    }

    /** The same place in the file has other bytes later, which must not be taken for those before. */
    @Test
    void compressedBytesAreNotMixedUp() {
        MemoryImage image = plain(4096);
        try (Disk disk = image.open()) {
            for (int i = 0; i < 20; i++) {
                compress(disk, (i % 3) * 4096, 4096, 200 + i % 2);
                assertArrayEquals(model, MemoryImage.read(disk, 0, CAPACITY));
                disk.discard((i % 2) * 4096L, 4096);
                Arrays.fill(model, (i % 2) * 4096, (i % 2 + 1) * 4096, (byte) 0);
                disk.flush();
                image.assertHolds(disk, model);
            }
        }
    }

    /** A write that fails takes no room, and nothing is lost: the next one is as if it had not been. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailure(boolean extended) {
        MemoryImage image = overlay(3, extended);
        WatchedStorage storage = new WatchedStorage(image.file);
        try (Disk disk = image.open(storage, true)) {
            write(disk, 0, 10);
            disk.flush();
            storage.failAt(1);
            ImageException e =
                    assertThrows(ImageException.class, () -> disk.write(4 * CLUSTER, ByteBuffer.wrap(new byte[] {1})));
            assertEquals("data", e.field());
            disk.flush();
            image.assertHolds(disk, model);
            long size = image.file.size();
            write(disk, 4 * CLUSTER, 10);
            disk.flush();
            image.assertHolds(disk, model);
            assertTrue(image.file.size() <= size + CLUSTER);
        }
    }

    /** A flush that fails half-way is made good by the next. */
    @Test
    void aFlushThatFails() {
        for (int i = 1; i <= 8; i++) {
            MemoryImage image = plain(512);
            model = new byte[CAPACITY];
            WatchedStorage storage = new WatchedStorage(image.file);
            try (Disk disk = image.open(storage, true)) {
                write(disk, 0, 3000);
                write(disk, 500_000, 3000);
                SnapshotInfo unused = disk.createSnapshot("one");
                write(disk, 700, 3000);
                disk.resize(CAPACITY - i);
                model = Arrays.copyOf(model, CAPACITY - i);
                write(disk, 900_000, 3000);
                storage.failAt(i);
                try {
                    disk.flush();
                } catch (ImageException e) {
                    assertTrue(e.field().matches("L1 table|L2 table|refcount block|refcount table|header"), e.field());
                }
                disk.flush();
                image.assertHolds(disk, model);
            }
        }
    }

    /** Every image of a chain tells of itself and of those below. */
    @Test
    void extentsOfAnOverlay() {
        MemoryImage image = overlay(3, false);
        try (Disk disk = image.open()) {
            write(disk, CLUSTER, CLUSTER);
            disk.flush();
            Extent below = disk.extent(10, CAPACITY - 10);
            assertEquals(new Extent(10, CLUSTER - 10, Extent.Kind.DATA, 1, 10), below);
            Extent own = disk.extent(CLUSTER, CAPACITY - CLUSTER);
            assertEquals(
                    new Extent(
                            CLUSTER, CLUSTER, Extent.Kind.DATA, 0, image.spec().host(CLUSTER)),
                    own);
            assertEquals(Extent.Kind.ABSENT, disk.ownExtent(0, CAPACITY).kind());
            assertEquals(2, disk.files().size());
        }
    }
}
