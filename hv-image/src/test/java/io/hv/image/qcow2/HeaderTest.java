package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.CreateOptions;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers as the specification allows them, to the last byte, and what lies one behind that. */
class HeaderTest {

    private static final int CAPACITY = 50_000;
    private static final int CLUSTER = 512;
    private static final int EXTENSIONS = 112;
    private static final byte[] BYTES = {1, 2, 3, 4, 5};

    private final MemoryImage image = of(CLUSTER, 3);

    private static MemoryImage of(int clusterSize, int version) {
        MemoryImage made = new MemoryImage(
                CreateOptions.of(ImageFormat.QCOW2, CAPACITY)
                        .clusterSize(clusterSize)
                        .version(version),
                CAPACITY);
        try (Disk disk = made.open()) {
            disk.write(7, ByteBuffer.wrap(BYTES));
            disk.flush();
        }
        return made;
    }

    /** An extension, at an offset. */
    private void extension(int at, int type, int length) {
        image.put(at, type, 4);
        image.put(at + 4, length, 4);
    }

    private void name(int at, String name) {
        image.put(8, at, 8);
        image.put(16, name.length(), 4);
        image.file.write(at, ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)));
    }

    private void isRead() {
        try (Disk disk = image.open(false)) {
            assertArrayEquals(BYTES, MemoryImage.read(disk, 7, BYTES.length));
        }
    }

    private ImageException refused() {
        byte[] before = image.file.bytes();
        ImageException e = assertThrows(ImageException.class, () -> image.open());
        assertArrayEquals(before, image.file.bytes());
        return e;
    }

    private void isRefused(String field, long offset) {
        ImageException e = refused();
        assertEquals(field, e.field());
        assertEquals(offset, e.offset(), e.toString());
    }

    /** The first header of version 3 had no compression type. */
    @Test
    void of104Bytes() {
        image.put(100, 104, 4);
        isRead();
        // What lies behind it is an extension, and no type of compression.
        extension(104, 0x12345678, 0);
        isRead();
        try (Disk disk = image.open()) {
            assertEquals("zlib", disk.info().details().get("compression-type"));
            disk.resize(CAPACITY + 1);
        }
        assertEquals(112, image.spec().headerLength());
        isRead();
    }

    /** Fields behind those that are known stay where they are, and what they are. */
    @Test
    void ofFurtherFields() {
        image.put(100, 128, 4);
        image.put(112, 0x0102030405060708L, 8);
        image.put(120, 0x1112131415161718L, 8);
        extension(128, 0x1234, 3);
        image.put(136, 0x010203, 3);
        try (Disk disk = image.open()) {
            disk.resize(CAPACITY + 1);
        }
        SpecImage spec = image.spec();
        assertEquals(128, spec.headerLength());
        assertEquals(0x0102030405060708L, spec.word(112));
        assertEquals(0x1112131415161718L, spec.word(120));
        assertArrayEquals(new byte[] {1, 2, 3}, spec.extension(0x1234));
        isRead();
    }

    /** There is no room for the end of the extensions: to write this header again would write into the next cluster. */
    @Test
    void thatFillsItsCluster() {
        image.put(100, CLUSTER, 4);
        isRead();
        byte[] before = image.file.bytes();
        try (Disk disk = image.open()) {
            ImageException e = assertThrows(ImageException.class, () -> disk.resize(CAPACITY + 1));
            assertEquals("header", e.field());
            e = assertThrows(ImageException.class, () -> disk.write(0, ByteBuffer.wrap(BYTES)));
            assertEquals("header", e.field());
        }
        assertArrayEquals(before, image.file.bytes());
        image.put(100, CLUSTER + 8, 4);
        isRefused("header_length", 100);
        image.put(100, 116, 4);
        isRefused("header_length", 100);
    }

    /** The same where it is marked as dirty: to be caught up with it has to be written. */
    @Test
    void thatIsFullAndDirty() {
        image.put(100, CLUSTER, 4);
        image.put(72, 1, 8);
        assertEquals("header", refused().field());
    }

    @Test
    void anExtensionThatEndsWithTheCluster() {
        extension(EXTENSIONS, 0x1234, CLUSTER - EXTENSIONS - 8);
        isRead();
        extension(EXTENSIONS, 0x1234, CLUSTER - EXTENSIONS - 7);
        isRefused("header extension 0x1234", EXTENSIONS);
    }

    /** Eight bytes are left, which are an extension of no bytes. */
    @Test
    void anExtensionOfNoBytes() {
        extension(EXTENSIONS, 0x1234, CLUSTER - EXTENSIONS - 16);
        extension(CLUSTER - 8, 0x77, 0);
        isRead();
        extension(CLUSTER - 8, 0x77, 1);
        isRefused("header extension 0x77", CLUSTER - 8);
    }

    @Test
    void anExtensionThatEndsAtTheName() {
        name(200, "b");
        extension(EXTENSIONS, 0x1234, 200 - EXTENSIONS - 8);
        image.file.write(200, ByteBuffer.wrap(new byte[] {'b'}));
        isRead();
        extension(EXTENSIONS, 0x1234, 200 - EXTENSIONS - 7);
        isRefused("header extension 0x1234", EXTENSIONS);
    }

    @Test
    void aNameThatEndsWithTheCluster() {
        name(CLUSTER - 3, "abc");
        try (Disk disk = image.open(false)) {
            assertEquals("abc", disk.info().details().get("backing-filename"));
        }
        image.put(16, 4, 4);
        isRefused("backing_file_offset", 8);
        name(EXTENSIONS, "xxxxyyyyzzzz");
        isRead();
        name(EXTENSIONS, "\0\0\0\0\0\0\0\0");
        image.put(8, EXTENSIONS - 1, 8);
        isRefused("backing_file_offset", 8);
    }

    @Test
    void aNameOf1023Bytes() {
        MemoryImage large = of(4096, 3);
        large.put(8, 200, 8);
        large.put(16, 1023, 4);
        large.file.write(200, ByteBuffer.wrap("n".repeat(1024).getBytes(StandardCharsets.US_ASCII)));
        try (Disk disk = large.open(false)) {
            assertEquals("n".repeat(1023), disk.info().details().get("backing-filename"));
        }
        large.put(16, 1024, 4);
        ImageException e = assertThrows(ImageException.class, () -> large.open());
        assertEquals("backing_file_size", e.field());
    }

    /** In version 2 the bytes behind 72 are no features. */
    @Test
    void ofVersionTwo() {
        MemoryImage two = of(CLUSTER, 2);
        two.put(72, 0x1234, 4);
        two.put(76, 8, 4);
        two.put(80, -1, 8);
        try (Disk disk = two.open(false)) {
            assertArrayEquals(BYTES, MemoryImage.read(disk, 7, BYTES.length));
            assertEquals("zlib", disk.info().details().get("compression-type"));
        }
        try (Disk disk = two.open()) {
            disk.resize(CAPACITY + 1);
        }
        assertArrayEquals(
                new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}, two.spec().extension(0x1234));
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 12, 21})
    void clustersOf(int bits) {
        MemoryImage made = of(1 << bits, 3);
        assertEquals(bits, made.spec().clusterBits());
        try (Disk disk = made.open()) {
            assertEquals(1 << bits, disk.clusterSize());
            assertArrayEquals(BYTES, MemoryImage.read(disk, 7, BYTES.length));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, AES", "2, LUKS", "3, 3"})
    void encrypted(int method, String name) {
        image.put(32, method, 4);
        ImageException e = refused();
        assertEquals("crypt_method", e.field());
        assertTrue(e.toString().contains("encrypted: " + name + ","), e.toString());
    }

    /** The table of names has 48 bytes for each: the kind of feature, the bit, and the name. */
    @Test
    void unknownFeaturesHaveNames() {
        extension(EXTENSIONS, 0x6803f857, 3 * 48 + 20);
        feature(0, 0, 8, "eight");
        feature(1, 1, 9, "compatible nine");
        feature(2, 0, 9, "n\u0001ne\0more");
        image.put(72, 1 << 9, 8);
        assertTrue(
                refused().toString().contains("bit 9 ('n?ne') is set"),
                refused().toString());
        image.put(72, 1 << 8 | 1 << 9, 8);
        assertTrue(
                refused().toString().contains("bit 8 ('eight') is set"),
                refused().toString());
        image.put(72, 1 << 10, 8);
        assertTrue(refused().toString().contains("bit 10 is set"), refused().toString());
        extension(EXTENSIONS, 0x6803f857, 2 * 48);
        image.put(EXTENSIONS + 8 + 2 * 48, 0, 8);
        feature(1, 0, 10, "the last\0");
        assertTrue(
                refused().toString().contains("bit 10 ('the last') is set"),
                refused().toString());
    }

    private void feature(int index, int kind, int bit, String name) {
        int at = EXTENSIONS + 8 + index * 48;
        image.put(at, kind, 1);
        image.put(at + 1, bit, 1);
        image.file.write(at + 2, ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void subclustersNeed16KiB() {
        MemoryImage small = of(1 << 13, 3);
        small.put(72, 1 << 4, 8);
        ImageException e = assertThrows(ImageException.class, () -> small.open());
        assertEquals("cluster_bits", e.field());
        MemoryImage large = of(1 << 14, 3);
        large.put(72, 1 << 4, 8);
        large.open(false).close();
    }

    /** 13 tables of 64 clusters each reach 50,000 bytes and more; 1 does not. */
    @Test
    void anL1TableThatReachesTheEnd() {
        assertEquals(2, image.spec().l1Size());
        image.put(36, 1, 4);
        isRefused("l1_size", 36);
        image.put(36, 64, 4);
        isRead();
        image.put(36, 2, 4);
        image.put(24, 2 * 64 * CLUSTER, 8);
        isRead();
        image.put(24, 2 * 64 * CLUSTER + 1, 8);
        isRefused("l1_size", 36);
    }

    @Test
    void tablesLieInTheFile() {
        long end = image.file.size();
        image.put(40, end - CLUSTER, 8);
        image.put(36, CLUSTER / 8, 4);
        image.open(false).close();
        image.put(36, CLUSTER / 8 + 1, 4);
        isRefused("l1_table_offset", 40);
        image.put(40, end, 8);
        isRefused("l1_table_offset", 40);
        image.put(40, 0, 8);
        isRefused("l1_table_offset", 40);
    }

    @Test
    void tablesLieApart() {
        SpecImage spec = image.spec();
        image.put(48, spec.l1Offset(), 8);
        isRefused("l1_table_offset", 40);
        // Two clusters for the table of counts, the second of which is the L1 table.
        image.put(48, spec.l1Offset() - CLUSTER, 8);
        isRead();
        image.put(56, 2, 4);
        isRefused("l1_table_offset", 40);
        // And the other way round: an L1 table of one cluster, and of two.
        image.put(56, 1, 4);
        image.put(36, CLUSTER / 8, 4);
        image.put(48, spec.l1Offset() + CLUSTER, 8);
        isRead();
        image.put(36, CLUSTER / 8 + 1, 4);
        isRefused("l1_table_offset", 40);
    }

    /** A disk of no bytes has no L1 table, wherever the field says that it is. */
    @Test
    void withoutAnL1Table() {
        MemoryImage empty = new MemoryImage(CreateOptions.of(ImageFormat.QCOW2, 0), 0);
        empty.put(40, empty.spec().refcountTableOffset(), 8);
        empty.open(false).close();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 71, header",
        "2, 72, l1_table_offset",
        "3, 103, header",
        "3, 104, header_length",
        "3, 112, l1_table_offset"
    })
    void thatIsCut(int version, int length, String field) {
        MemoryImage cut = of(CLUSTER, version);
        cut.file.resize(length);
        ImageException e = assertThrows(ImageException.class, () -> cut.open(false));
        assertEquals(field, e.field());
    }

    @Test
    void probing() {
        Qcow2Driver driver = new Qcow2Driver();
        assertEquals(ImageFormat.QCOW2, driver.format());
        assertTrue(driver.probe(ByteBuffer.wrap(new byte[] {'Q', 'F', 'I', (byte) 0xfb})));
        assertTrue(!driver.probe(ByteBuffer.wrap(new byte[] {'Q', 'F', 'I'})));
        assertTrue(!driver.probe(ByteBuffer.wrap(new byte[] {'Q', 'F', 'I', (byte) 0xfa})));
    }
}
