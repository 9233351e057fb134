package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.CheckReport;
import io.hv.image.CreateOptions;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.SnapshotInfo;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Persistent bitmaps as the specification lays them out ("Bitmaps extension"), made by hand: two, of which one is in use. */
class BitmapsTest {

    private static final int CLUSTER = 512;
    private static final int CAPACITY = 100 * CLUSTER;
    private static final int EXTENSION = 112;
    private static final int CONTENTS = EXTENSION + 8;
    private static final int IN_USE = 1;
    private static final int AUTO = 2;

    private final MemoryImage image =
            new MemoryImage(CreateOptions.of(ImageFormat.QCOW2, CAPACITY).clusterSize(CLUSTER), CAPACITY);
    private final byte[] model = new byte[CAPACITY];
    /** Where the directory lies; the tables and the bits lie behind it, a cluster each. */
    private long directory;

    private long second;

    @BeforeEach
    void make() {
        directory = (image.file.size() + CLUSTER - 1) / CLUSTER * CLUSTER;
        long tables = directory + CLUSTER;
        image.file.resize(directory + 5 * CLUSTER);
        second = entry(directory, tables, AUTO, 5, 3);
        long end = entry(second, tables + CLUSTER, IN_USE, 20, 0);
        image.put(tables, tables + 2 * CLUSTER, 8);
        image.put(tables + CLUSTER, tables + 3 * CLUSTER, 8);
        image.put(EXTENSION, 0x23852875, 4);
        image.put(EXTENSION + 4, 24, 4);
        image.put(CONTENTS, 2, 4);
        image.put(CONTENTS + 8, end - directory, 8);
        image.put(CONTENTS + 16, directory, 8);
        image.put(88, 1, 8);
        for (int i = 0; i < 5; i++) {
            count(directory / CLUSTER + i, 1);
        }
    }

    /** Returns where the next one begins: at eight bytes. */
    private long entry(long at, long table, int flags, int nameSize, int extraSize) {
        image.put(at, table, 8);
        image.put(at + 8, 1, 4);
        image.put(at + 12, flags, 4);
        image.put(at + 16, 1, 1);
        image.put(at + 17, 16, 1);
        image.put(at + 18, nameSize, 2);
        image.put(at + 20, extraSize, 4);
        return at + (24L + nameSize + extraSize + 7) / 8 * 8;
    }

    private void count(long cluster, int value) {
        image.put(image.spec().word(image.spec().refcountTableOffset()) + cluster * 2, value, 2);
    }

    private long flags(long entry) {
        return image.spec().word(entry + 8) & 0xffffffffL;
    }

    private CheckReport check() {
        try (Disk disk = image.open(false)) {
            return disk.check(false, false);
        }
    }

    @Test
    void theirClustersAreCounted() {
        assertEquals(List.of(), check().findings());
        count(directory / CLUSTER + 4, 0);
        assertTrue(check().findings().get(0).contains("used 1 times and counted 0 times"));
    }

    /** A program that did not know them has cleared the bit: nobody knows what lies in there any more. */
    @Test
    void thatAreNotInStep() {
        image.put(88, 0, 8);
        assertEquals(5, check().leaks());
        try (Disk disk = image.open()) {
            disk.write(0, ByteBuffer.wrap(new byte[] {1}));
            disk.resize(CAPACITY * 2);
        }
        assertEquals(AUTO, flags(directory));
    }

    @Test
    void theFirstChangeTellsThatItWasMissed() {
        byte[] before = image.file.bytes();
        try (Disk disk = image.open()) {
            assertArrayEquals(model, MemoryImage.read(disk, 0, CAPACITY));
            disk.flush();
        }
        assertArrayEquals(before, image.file.bytes());
        try (Disk disk = image.open()) {
            disk.write(0, ByteBuffer.wrap(new byte[] {1}));
            assertEquals(IN_USE | AUTO, flags(directory), "before anything else");
            assertEquals(IN_USE, flags(second));
            disk.flush();
        }
        assertEquals(1, image.spec().autoclear());
        assertEquals(List.of(), check().findings());
    }

    /** Features that nobody knows are cleared, and those that are known are kept. */
    @Test
    void otherAutoclearFeatures() {
        image.put(88, 1 | 1L << 50, 8);
        try (Disk disk = image.open()) {
            disk.write(0, ByteBuffer.wrap(new byte[] {1}));
            assertEquals(1, image.spec().autoclear(), "before anything else");
        }
    }

    @Test
    void theirSizeIsThatOfTheDisk() {
        try (Disk disk = image.open()) {
            ImageException e = assertThrows(ImageException.class, () -> disk.checkResize(CAPACITY / 2));
            assertEquals("bitmaps extension", e.field());
            assertThrows(ImageException.class, () -> disk.resize(CAPACITY * 2));
            SnapshotInfo unused = disk.createSnapshot("one");
            disk.write(0, ByteBuffer.wrap(new byte[] {1}));
            disk.applySnapshot("one");
            disk.flush();
            assertArrayEquals(model, MemoryImage.read(disk, 0, CAPACITY));
        }
        // The snapshot's disk was smaller.
        image.put(image.spec().snapshotsOffset() + 48, CAPACITY / 2, 8);
        try (Disk disk = image.open()) {
            ImageException e = assertThrows(ImageException.class, () -> disk.applySnapshot("one"));
            assertEquals("bitmaps extension", e.field());
            assertEquals(CAPACITY, disk.capacity());
        }
    }

    /** What is wrong is told at the first change, of which then nothing happens; and by the check. */
    private void isRefused(String field, long offset) {
        byte[] before = image.file.bytes();
        try (Disk disk = image.open()) {
            ImageException e = assertThrows(ImageException.class, () -> disk.write(0, ByteBuffer.wrap(new byte[] {1})));
            assertEquals(field, e.field());
            assertEquals(offset, e.offset());
            assertTrue(disk.check(false, false).corruptions() > 0);
        }
        assertArrayEquals(before, image.file.bytes());
    }

    @ParameterizedTest
    @CsvSource({"0", "65536", "3", "-1"})
    void anImpossibleNumber(int number) {
        image.put(CONTENTS, number, 4);
        if (number == 3) {
            // There is room for three heads of 24 bytes, and no third one behind these two.
            isRefused("bitmap directory", directory + image.spec().word(CONTENTS + 8));
        } else {
            isRefused("bitmaps extension", CONTENTS);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "47", "67108872", "-1"})
    void aDirectoryOfAnImpossibleSize(long size) {
        image.put(CONTENTS + 8, size, 8);
        isRefused("bitmaps extension", CONTENTS);
    }

    @Test
    void anExtensionThatIsTooShort() {
        image.put(EXTENSION + 4, 23, 4);
        isRefused("bitmaps extension", CONTENTS);
    }

    @ParameterizedTest
    @CsvSource({"0", "513", "1099511627776", "-512"})
    void aDirectoryThatIsNowhere(long offset) {
        image.put(CONTENTS + 16, offset, 8);
        isRefused("bitmap_directory_offset", CONTENTS + 16);
    }

    @Test
    void aDirectoryInAnotherTable() {
        image.put(CONTENTS + 16, image.spec().l1Offset(), 8);
        isRefused("bitmap_directory_offset", CONTENTS + 16);
    }

    @Test
    void aDirectoryThatTheFileDoesNotHold() {
        image.file.resize(directory + 60);
        isRefused("bitmap_directory_offset", CONTENTS + 16);
    }

    @Test
    void anEntryThatIsLongerThanTheDirectory() {
        image.put(second + 20, 5, 4);
        isRefused("bitmap directory", second);
        image.put(second + 20, -1, 4);
        isRefused("bitmap directory", second);
    }

    @ParameterizedTest
    @CsvSource({"513", "1099511627776", "-512"})
    void aTableThatIsNowhere(long offset) {
        image.put(second, offset, 8);
        CheckReport report = check();
        assertEquals(
                "bitmap directory at " + second + ": its table is not in the file",
                report.findings().get(0));
    }

    @Test
    void aTableThatIsTooLarge() {
        image.put(second + 8, -1, 4);
        assertTrue(check().findings().get(0).endsWith("its table is not in the file"));
    }

    /** The bits of a bitmap that lie behind the end. */
    @Test
    void bitsThatAreNowhere() {
        image.put(directory + CLUSTER, 1L << 40, 8);
        CheckReport report = check();
        assertTrue(report.findings().get(0).startsWith("bitmap table entry at "), report.toString());
        assertEquals(1, report.leaks());
    }

    /** One without a cluster is all zeros or all ones, and a table may be empty. */
    @Test
    void withoutBits() {
        image.put(directory + CLUSTER, 1, 8);
        image.put(second + 8, 0, 4);
        CheckReport report = check();
        assertEquals(0, report.corruptions());
        assertEquals(3, report.leaks());
    }
}
