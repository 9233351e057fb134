package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.Compression;
import io.hv.image.CreateOptions;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A new image has the header that was asked for, and says of itself what is in there. */
class CreationTest {

    private static final int CAPACITY = 1 << 20;
    private static final int BACKING_FORMAT = 0xe2792aca;
    private static final int DATA_FILE = 0x44415441;

    private static CreateOptions qcow2() {
        return CreateOptions.of(ImageFormat.QCOW2, CAPACITY);
    }

    private static Map<String, String> details(MemoryImage image) {
        try (Disk disk = image.open(false)) {
            assertEquals(ImageFormat.QCOW2, disk.info().format());
            assertEquals(CAPACITY, disk.info().capacity());
            assertEquals(MemoryImage.NAME, disk.info().file());
            return disk.info().details();
        }
    }

    private static String text(byte @org.jspecify.annotations.Nullable [] bytes) {
        return bytes == null ? "none" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void asItIsByDefault() {
        MemoryImage image = new MemoryImage(qcow2(), CAPACITY);
        SpecImage spec = image.spec();
        assertEquals("QFI\u00fb", new String(spec.bytes(0, 4), StandardCharsets.ISO_8859_1));
        assertEquals(3, spec.version());
        assertEquals(16, spec.clusterBits());
        assertEquals(CAPACITY, spec.size());
        assertEquals(16, spec.refcountBits());
        assertEquals(112, spec.headerLength());
        assertEquals(0, spec.incompatible());
        assertEquals(0, spec.word(80), "compatible features");
        assertEquals(0, spec.autoclear());
        assertEquals(0, spec.at(104), "compression type");
        assertEquals(0, spec.word(8), "no backing file");
        assertEquals(0, spec.snapshotCount());
        assertEquals(1, spec.l1Size());
        assertEquals(
                Map.of(
                        "cluster-size", "65536",
                        "compat", "1.1",
                        "compression-type", "zlib",
                        "refcount-bits", "16",
                        "lazy-refcounts", "false",
                        "extended-l2", "false",
                        "corrupt", "false",
                        "dirty-flag", "false",
                        "snapshots", "0"),
                details(image));
    }

    @Test
    void asItCanBe() {
        MemoryImage image = new MemoryImage(
                qcow2().clusterSize(1 << 14)
                        .refcountBits(64)
                        .lazyRefcounts()
                        .extendedL2()
                        .compression(Compression.ZSTD),
                CAPACITY);
        SpecImage spec = image.spec();
        assertEquals(14, spec.clusterBits());
        assertEquals(64, spec.refcountBits());
        assertEquals(1L << 4 | 1 << 3, spec.incompatible(), "extended L2 entries, and a compression type");
        assertEquals(1, spec.word(80), "lazy reference counts");
        assertEquals(1, spec.at(104), "zstd");
        Map<String, String> details = details(image);
        assertEquals("zstd", details.get("compression-type"));
        assertEquals("true", details.get("lazy-refcounts"));
        assertEquals("true", details.get("extended-l2"));
        assertEquals("64", details.get("refcount-bits"));
    }

    @Test
    void ofVersionTwo() {
        MemoryImage image = new MemoryImage(qcow2().version(2), CAPACITY);
        assertEquals(2, image.spec().version());
        assertEquals(0, image.spec().word(72), "the header ends, and no extension follows");
        Map<String, String> details = details(image);
        assertEquals("0.10", details.get("compat"));
        assertFalse(details.containsKey("lazy-refcounts"), details.toString());
    }

    /** The name lies behind the extensions, in the first cluster. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void overAnother(int version) {
        CreateOptions options = CreateOptions.overlay("bäse.img", ImageFormat.RAW)
                .capacity(CAPACITY)
                .version(version);
        MemoryImage image = new MemoryImage(options, CAPACITY, new byte[10], PageCache.DEFAULT_BYTES);
        SpecImage spec = image.spec();
        assertEquals("bäse.img", spec.backingFile());
        assertEquals("raw", text(spec.extension(BACKING_FORMAT)));
        assertEquals("bäse.img", details(image).get("backing-filename"));
        assertEquals("raw", details(image).get("backing-filename-format"));
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 2"})
    void besideADataFile(boolean raw, long autoclear) {
        MemoryImage image = new MemoryImage(qcow2().dataFile("disk.data", raw), CAPACITY);
        SpecImage spec = image.spec();
        assertEquals(1L << 2, spec.incompatible());
        assertEquals(autoclear, spec.autoclear());
        assertEquals("disk.data", text(spec.extension(DATA_FILE)));
        assertEquals("disk.data", details(image).get("data-file"));
        assertEquals(Boolean.toString(raw), details(image).get("data-file-raw"));
        assertNull(spec.extension(BACKING_FORMAT));
    }

    private static ImageException refused(UnaryOperator<CreateOptions> how, long capacity) {
        return assertThrows(ImageException.class, () -> new MemoryImage(how.apply(qcow2()), capacity));
    }

    private static ImageException refused(UnaryOperator<CreateOptions> how) {
        return refused(how, CAPACITY);
    }

    @Test
    void versionTwoHasLess() {
        assertEquals(
                "refcount_bits",
                refused(each -> each.version(2).refcountBits(8)).field());
        assertEquals(
                "lazy_refcounts",
                refused(each -> each.version(2).lazyRefcounts()).field());
        ImageException extended =
                refused(each -> each.version(2).clusterSize(1 << 14).extendedL2());
        assertEquals("extended_l2", extended.field());
        ImageException zstd = refused(each -> each.version(2).compression(Compression.ZSTD));
        assertEquals("compression_type", zstd.field());
        assertTrue(zstd.toString().contains("zstd is not there in version 2"), zstd.toString());
        assertEquals(
                "data_file",
                refused(each -> each.version(2).dataFile("x", false)).field());
    }

    @Test
    void whatDoesNotGoTogether() {
        assertEquals(
                "extended_l2",
                refused(each -> each.clusterSize(1 << 13).extendedL2()).field());
        CreateOptions overlay = CreateOptions.overlay("base.img", ImageFormat.RAW)
                .capacity(CAPACITY)
                .dataFile("disk.data", true);
        assertEquals("data_file_raw", refused(each -> overlay).field());
        CreateOptions mapped = CreateOptions.overlay("base.img", ImageFormat.RAW)
                .capacity(CAPACITY)
                .dataFile("disk.data", false);
        assertEquals("base.img", new MemoryImage(mapped, CAPACITY).spec().backingFile());
    }

    @Test
    void namesAreBounded() {
        CreateOptions longest =
                CreateOptions.overlay("b".repeat(1023), ImageFormat.RAW).capacity(CAPACITY);
        assertEquals(
                1023, new MemoryImage(longest, CAPACITY).spec().backingFile().length());
        assertEquals(
                "backing_file",
                refused(each -> CreateOptions.overlay("b".repeat(1024), ImageFormat.RAW)
                                .capacity(CAPACITY))
                        .field());
        // The header, the format's extension and the end of the extensions take 136 of 512 bytes.
        CreateOptions fits = CreateOptions.overlay("b".repeat(376), ImageFormat.RAW)
                .capacity(CAPACITY)
                .clusterSize(512);
        assertEquals(376, new MemoryImage(fits, CAPACITY).spec().backingFile().length());
        assertEquals(
                "options",
                refused(each -> CreateOptions.overlay("b".repeat(377), ImageFormat.RAW)
                                .capacity(CAPACITY)
                                .clusterSize(512))
                        .field());
    }

    /** An L1 table has 32 MiB at most, of entries for 64 clusters of 512 bytes each. */
    @Test
    void sizesAreBounded() {
        assertEquals(
                "size", refused(each -> each.clusterSize(512), (128L << 30) + 1).field());
        MemoryImage largest = new MemoryImage(qcow2().clusterSize(512), 128L << 30);
        assertEquals(4 << 20, largest.spec().l1Size());
        assertEquals(128L << 30, largest.spec().size());
        largest.open(false).close();
    }

    /** An L1 table of more clusters than lie between two blocks of counts, made, copied and moved. */
    @ParameterizedTest
    @CsvSource({"64, 140", "32, 270"})
    void tablesMayBeLarge(int bits, int mebibytes) {
        int capacity = mebibytes << 20;
        MemoryImage large = new MemoryImage(qcow2().clusterSize(512).refcountBits(bits), capacity);
        assertEquals(List.of(), new SpecCounts(large.spec()).problems());
        try (Disk disk = large.open()) {
            disk.write(capacity - 2, ByteBuffer.wrap(new byte[] {1, 2}));
            Object unused = disk.createSnapshot("one");
            assertEquals(List.of(), new SpecCounts(large.spec()).problems());
            disk.resize(capacity * 2L);
            disk.write(capacity - 2, ByteBuffer.wrap(new byte[] {3, 4}));
            disk.flush();
            assertEquals(List.of(), new SpecCounts(large.spec()).problems());
            disk.applySnapshot("one");
            assertEquals(List.of(), new SpecCounts(large.spec()).problems());
            assertEquals(List.of(), disk.check(false, false).findings());
            assertArrayEquals(new byte[] {0, 1, 2}, MemoryImage.read(disk, capacity - 3, 3));
        }
    }

    /** A disk of no bytes has no table at all, and grows. */
    @Test
    void ofNoBytes() {
        MemoryImage image = new MemoryImage(CreateOptions.of(ImageFormat.QCOW2, 0), 0);
        assertEquals(0, image.spec().l1Size());
        try (Disk disk = image.open()) {
            image.assertHolds(disk, new byte[0]);
            disk.resize(5);
            disk.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}));
            disk.flush();
            image.assertHolds(disk, new byte[] {1, 2, 3, 4, 5});
        }
    }
}
