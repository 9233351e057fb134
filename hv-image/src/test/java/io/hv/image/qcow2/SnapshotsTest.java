package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.NotFoundException;
import io.hv.image.CreateOptions;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.SnapshotInfo;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The snapshot table as the specification lays it out ("Snapshots"), and what a snapshot does to counts. */
class SnapshotsTest {

    private static final int CLUSTER = 512;
    private static final int CAPACITY = 100 * CLUSTER;

    private final MemoryImage image =
            new MemoryImage(CreateOptions.of(ImageFormat.QCOW2, CAPACITY).clusterSize(CLUSTER), CAPACITY);

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int each : values) {
            bytes.put((byte) each);
        }
        return bytes.flip();
    }

    private static List<String> names(Disk disk) {
        return disk.snapshots().stream()
                .map(each -> each.id() + " " + each.name())
                .toList();
    }

    private static void create(Disk disk, String name) {
        SnapshotInfo unused = disk.createSnapshot(name);
    }

    @Test
    void anEntry() {
        Instant before = Instant.now();
        try (Disk disk = image.open()) {
            SnapshotInfo made = disk.createSnapshot("größe");
            assertEquals("1", made.id());
            assertEquals("größe", made.name());
            assertEquals(CAPACITY, made.capacity());
            assertEquals(0, made.vmStateSize());
            assertTrue(!made.created().isBefore(before) && !made.created().isAfter(Instant.now()));
            assertEquals(List.of(made), disk.snapshots());
        }
        try (Disk disk = image.open(false)) {
            assertEquals("1", disk.info().details().get("snapshots"));
        }
        SpecImage spec = image.spec();
        long at = spec.snapshotsOffset();
        assertEquals(0, at % CLUSTER);
        assertEquals(0, spec.word(at) % CLUSTER, "its L1 table");
        assertEquals(spec.l1Size(), (int) (spec.word(at + 8) >>> 32));
        assertEquals(1 << 16 | 7, (int) spec.word(at + 8), "sizes of the id and of the name");
        assertEquals(0, spec.word(at + 24), "a machine's clock");
        assertEquals(24, spec.word(at + 32), "no state of a machine; the size of what follows");
        assertEquals(0, spec.word(at + 40));
        assertEquals(CAPACITY, spec.word(at + 48));
        assertEquals(-1, spec.word(at + 56), "no instruction count");
        assertEquals("1größe", new String(spec.bytes((int) at + 64, 8), StandardCharsets.UTF_8));
    }

    /** Ids are counted on, whatever was deleted; an id is looked for before a name. */
    @Test
    void idsAndNames() {
        try (Disk disk = image.open()) {
            create(disk, "a");
            create(disk, "b");
            create(disk, "1");
            assertEquals(List.of("1 a", "2 b", "3 1"), names(disk));
            disk.deleteSnapshot("1");
            assertEquals(List.of("2 b", "3 1"), names(disk));
            disk.deleteSnapshot("b");
            create(disk, "c");
            assertEquals(List.of("3 1", "4 c"), names(disk));
            disk.deleteSnapshot("1");
            assertEquals(List.of("4 c"), names(disk));
            NotFoundException e = assertThrows(NotFoundException.class, () -> disk.applySnapshot("1"));
            assertTrue(e.toString().contains("no snapshot '1'"), e.toString());
            assertThrows(NotFoundException.class, () -> disk.deleteSnapshot("d"));
            image.assertHolds(disk, new byte[CAPACITY]);
        }
    }

    /** Of two of one name it is the older one. */
    @Test
    void twoOfOneName() {
        try (Disk disk = image.open()) {
            disk.write(0, bytes(1));
            create(disk, "same");
            disk.write(0, bytes(2));
            create(disk, "same");
            disk.write(0, bytes(3));
            disk.applySnapshot("same");
            assertEquals(1, MemoryImage.read(disk, 0, 1)[0]);
            disk.deleteSnapshot("same");
            assertEquals(List.of("2 same"), names(disk));
            disk.applySnapshot("same");
            assertEquals(2, MemoryImage.read(disk, 0, 1)[0]);
        }
    }

    @Test
    void anIdThatIsNoNumber() {
        try (Disk disk = image.open()) {
            create(disk, "a");
        }
        image.file.write(image.spec().snapshotsOffset() + 64, bytes('x'));
        try (Disk disk = image.open()) {
            assertEquals(List.of("x a"), names(disk));
            create(disk, "b");
            assertEquals(List.of("x a", "1 b"), names(disk));
        }
    }

    /** What a later version has put behind the fields that are known stays there. */
    @Test
    void furtherData() {
        try (Disk disk = image.open()) {
            create(disk, "a");
        }
        long at = image.spec().snapshotsOffset();
        image.put(at + 36, 40, 4);
        image.put(at + 24, 77, 8);
        image.put(at + 40, 5L << 32, 8);
        image.put(at + 56, 99, 8);
        image.put(at + 64, 0x0102030405060708L, 8);
        image.put(at + 72, 0x1112131415161718L, 8);
        image.file.write(at + 80, bytes('7', 'a'));
        try (Disk disk = image.open()) {
            assertEquals(5L << 32, disk.snapshots().get(0).vmStateSize());
            create(disk, "b");
            assertEquals(List.of("7 a", "8 b"), names(disk));
        }
        SpecImage spec = image.spec();
        at = spec.snapshotsOffset();
        assertEquals(77, spec.word(at + 24));
        assertEquals(0xffffffff00000000L | 40, spec.word(at + 32), "the state's size, as far as there is room");
        assertEquals(5L << 32, spec.word(at + 40));
        assertEquals(99, spec.word(at + 56));
        assertEquals(0x0102030405060708L, spec.word(at + 64));
        assertEquals(0x1112131415161718L, spec.word(at + 72));
    }

    /** The first entries had nothing but the head: the state's size is in there, and the disk's is the image's. */
    @ParameterizedTest
    @CsvSource({"0, 6", "8, 9", "15, 9"})
    void lessData(int extra, long state) {
        try (Disk disk = image.open()) {
            create(disk, "a");
        }
        long at = image.spec().snapshotsOffset();
        image.put(at + 32, 6, 4);
        image.put(at + 36, extra, 4);
        image.put(at + 40, 9, 8);
        image.file.write(at + 40 + extra, bytes('1', 'a'));
        try (Disk disk = image.open(false)) {
            SnapshotInfo info = disk.snapshots().get(0);
            assertEquals("1", info.id());
            assertEquals("a", info.name());
            assertEquals(CAPACITY, info.capacity());
            assertEquals(state, info.vmStateSize());
        }
    }

    private void isRefused(String field) {
        byte[] before = image.file.bytes();
        assertEquals(
                field, assertThrows(ImageException.class, () -> image.open()).field());
        assertArrayEquals(before, image.file.bytes());
    }

    @Test
    void whatCannotBe() {
        try (Disk disk = image.open()) {
            create(disk, "a");
            create(disk, "b");
        }
        long at = image.spec().snapshotsOffset();
        long next = at + 72;
        byte[] sound = image.file.bytes();
        image.put(next, image.spec().word(at), 8);
        isRefused("snapshot l1_table_offset");
        image.file.write(0, ByteBuffer.wrap(sound));
        image.put(at + 36, 1025, 4);
        isRefused("snapshot extra_data_size");
        image.file.write(0, ByteBuffer.wrap(sound));
        image.put(at, 0, 8);
        isRefused("snapshot l1_table_offset");
        image.put(at, (long) sound.length / CLUSTER * CLUSTER, 8);
        isRefused("snapshot l1_table_offset");
        image.file.write(0, ByteBuffer.wrap(sound));
        image.put(at + 8, (32 << 20) / 8 + 1, 4);
        isRefused("snapshot l1_size");
        image.file.write(0, ByteBuffer.wrap(sound));
        image.put(at + 48, 2 * 64 * CLUSTER + 1, 8);
        isRefused("snapshot disk_size");
        image.put(at + 48, -1, 8);
        isRefused("snapshot disk_size");
        image.put(at + 48, 2 * 64 * CLUSTER, 8);
        image.open(false).close();
    }

    /** The table is the last thing in the file, and its last entry is not filled up to eight bytes. */
    @Test
    void aTableThatEndsWithTheFile() {
        try (Disk disk = image.open()) {
            create(disk, "a");
        }
        long at = image.file.size();
        image.file.write(
                at, ByteBuffer.wrap(image.spec().bytes((int) image.spec().snapshotsOffset(), 66)));
        image.put(64, at, 8);
        try (Disk disk = image.open(false)) {
            assertEquals(List.of("1 a"), names(disk));
        }
        image.put(at + 14, 8, 2);
        isRefused("snapshot name_size");
        image.file.resize(at + 39);
        isRefused("nb_snapshots");
    }

    /** A cluster is shared until either side writes it; counts say so at any time. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void clustersAreShared(int version) {
        MemoryImage shared = new MemoryImage(
                CreateOptions.of(ImageFormat.QCOW2, CAPACITY)
                        .clusterSize(CLUSTER)
                        .version(version),
                CAPACITY);
        byte[] model = new byte[CAPACITY];
        new Random(2).nextBytes(model);
        try (Disk disk = shared.open()) {
            disk.write(0, ByteBuffer.wrap(model));
            disk.flush();
            long before = shared.file.size();
            create(disk, "a");
            shared.assertHolds(disk, model);
            assertTrue(shared.file.size() < before + 10 * CLUSTER, "tables alone are copied");
            assertEquals(
                    2,
                    new SpecCounts(shared.spec())
                            .refcount(shared.spec().mapping(0).host() / CLUSTER));
            disk.write(3, bytes(1, 2, 3));
            byte[] changed = Arrays.copyOf(model, CAPACITY);
            changed[3] = 1;
            changed[4] = 2;
            changed[5] = 3;
            disk.flush();
            shared.assertHolds(disk, changed);
            SpecImage spec = shared.spec();
            assertArrayEquals(model, spec.disk(spec.snapshots().get(0), new byte[0]));
            disk.deleteSnapshot("a");
            shared.assertHolds(disk, changed);
        }
    }

    /** What the snapshot used is free for others; a second round takes no more room than the first. */
    @Test
    void roomIsTakenAgain() {
        try (Disk disk = image.open()) {
            long size = 0;
            for (int i = 0; i < 5; i++) {
                create(disk, "a");
                disk.write(0, ByteBuffer.allocate(CAPACITY).put(0, (byte) i));
                disk.flush();
                disk.deleteSnapshot("a");
                size = i == 1 ? image.file.size() : size;
            }
            assertEquals(size, image.file.size());
        }
    }

    /** One that is refused for want of room in a count has changed nothing. */
    @Test
    void aCountThatIsFull() {
        MemoryImage narrow = new MemoryImage(
                CreateOptions.of(ImageFormat.QCOW2, CAPACITY)
                        .clusterSize(CLUSTER)
                        .refcountBits(2),
                CAPACITY);
        try (Disk disk = narrow.open()) {
            disk.write(0, bytes(1));
            create(disk, "a");
            create(disk, "b");
            byte[] before = narrow.file.bytes();
            for (Executable refused : List.<Executable>of(() -> create(disk, "c"), () -> disk.applySnapshot("a"))) {
                ImageException e = assertThrows(ImageException.class, refused);
                assertEquals("refcount", e.field());
                assertArrayEquals(before, narrow.file.bytes());
            }
            assertEquals(List.of("1 a", "2 b"), names(disk));
            byte[] model = new byte[CAPACITY];
            model[0] = 1;
            disk.flush();
            narrow.assertHolds(disk, model);
        }
    }

    /** The bytes in a data file are not counted, so that nobody could keep them. */
    @Test
    void besideADataFile() {
        MemoryImage beside =
                new MemoryImage(CreateOptions.of(ImageFormat.QCOW2, CAPACITY).dataFile("disk.data", false), CAPACITY);
        try (Disk disk = beside.open()) {
            for (Runnable each : List.<Runnable>of(
                    () -> create(disk, "a"), () -> disk.applySnapshot("a"), () -> disk.deleteSnapshot("a"))) {
                assertEquals(
                        "snapshot",
                        assertThrows(ImageException.class, each::run).field());
            }
        }
    }

    /** A disk of no bytes has no table to be copied. */
    @Test
    void ofNoBytes() {
        MemoryImage empty = new MemoryImage(CreateOptions.of(ImageFormat.QCOW2, 0), 0);
        try (Disk disk = empty.open()) {
            create(disk, "nothing");
            disk.resize(10);
            disk.write(0, bytes(1, 2, 3));
            disk.applySnapshot("nothing");
            empty.assertHolds(disk, new byte[0]);
            disk.deleteSnapshot("nothing");
            empty.assertHolds(disk, new byte[0]);
        }
    }

    /** A table of the disk's that is damaged keeps it from being put back, and nothing that it has is given back by that. */
    @Test
    void aFailedApplyGivesNothingBack() {
        byte[] content = new byte[CAPACITY];
        new Random(8).nextBytes(content);
        try (Disk disk = image.open()) {
            disk.write(0, bytes(1));
            create(disk, "good");
            disk.write(0, ByteBuffer.wrap(content));
            disk.flush();
        }
        SpecImage spec = image.spec();
        long last = (spec.word(spec.l1Offset() + (spec.l1Size() - 1) * 8L) & SpecImage.OFFSET) + 8;
        long sound = spec.word(last);
        image.put(last, sound | 2, 8);
        try (Disk disk = image.open()) {
            assertThrows(ImageException.class, () -> disk.applySnapshot("good"));
            disk.flush();
        }
        image.put(last, sound, 8);
        try (Disk disk = image.open()) {
            assertEquals(0, disk.check(false, false).corruptions());
            assertArrayEquals(content, MemoryImage.read(disk, 0, CAPACITY));
            disk.applySnapshot("good");
            assertEquals(1, MemoryImage.read(disk, 0, 1)[0]);
            assertEquals(0, disk.check(false, false).corruptions());
        }
    }

    /** A cluster that is in use and not counted would be written in place later, in whoever else has it. */
    @Test
    void whatIsNotCountedIsNotShared() {
        try (Disk disk = image.open()) {
            disk.write(0, bytes(1));
            disk.flush();
        }
        SpecImage spec = image.spec();
        long l2 = spec.word(spec.l1Offset()) & SpecImage.OFFSET;
        long host = spec.word(l2) & SpecImage.OFFSET;
        long block = spec.word(spec.refcountTableOffset());
        image.put(block + host / CLUSTER * 2, 0, 2);
        try (Disk disk = image.open()) {
            ImageException e = assertThrows(ImageException.class, () -> disk.createSnapshot("one"));
            assertEquals("refcount", e.field(), e.toString());
            assertEquals(List.of(), disk.snapshots());
        }
    }
}
