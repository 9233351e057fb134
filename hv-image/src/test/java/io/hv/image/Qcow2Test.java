package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.NotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What qcow2 has beside bytes: snapshots, repair, bitmaps, extensions. */
class Qcow2Test {

    private static final int CAPACITY = 4 << 20;
    private static final OpenOptions QCOW2 = OpenOptions.format(ImageFormat.QCOW2);

    @TempDir
    private Path folder;

    private byte[] noise(int seed) {
        byte[] bytes = new byte[700_000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Path make(CreateOptions options) {
        Path file = folder.resolve("disk.qcow2");
        try (Image image = Image.create(file, options)) {
            image.write(100_000, ByteBuffer.wrap(noise(1)));
        }
        return file;
    }

    private static CreateOptions options() {
        return CreateOptions.of(ImageFormat.QCOW2, CAPACITY);
    }

    @Test
    void snapshotsThatQemuMade() throws IOException {
        Qemu.assumeInstalled();
        Path file = make(options());
        Qemu.img(folder, "snapshot", "-c", "first", file.toString());
        byte[] first = contents(file);
        Qemu.io(folder, List.of("-f", "qcow2"), file.toString(), List.of("write -P 7 0 1M"));
        try (Image image = Image.open(file, QCOW2.writable())) {
            assertEquals(
                    List.of("first"),
                    image.snapshots().stream().map(SnapshotInfo::name).toList());
            SnapshotInfo second = image.createSnapshot("second");
            assertEquals("2", second.id());
            image.write(0, ByteBuffer.wrap(noise(2)));
            image.applySnapshot("first");
        }
        assertArrayEquals(first, contents(file));
        Qemu.img(folder, "check", file.toString());
        Qemu.img(folder, "snapshot", "-a", "second", file.toString());
        assertEquals(7, contents(file)[0]);
        Qemu.img(folder, "snapshot", "-d", "first", file.toString());
        try (Image image = Image.open(file, QCOW2.writable())) {
            assertTrue(image.check().isClean());
            image.deleteSnapshot("2");
            assertThrows(NotFoundException.class, () -> image.deleteSnapshot("2"));
            assertEquals(List.of(), image.snapshots());
            assertTrue(image.check().isClean());
        }
        Qemu.img(folder, "check", file.toString());
        assertEquals(7, contents(file)[0]);
    }

    private static byte[] contents(Path file) {
        try (Image image = Image.open(file, QCOW2)) {
            return MatrixTest.bytes(image, 0, (int) image.capacity());
        }
    }

    /** A snapshot has its own size, which qemu-img knows too. */
    @Test
    void aSnapshotOfAnotherSize() {
        Path file = make(options());
        try (Image image = Image.open(file, QCOW2.writable())) {
            SnapshotInfo unused = image.createSnapshot("small");
            image.resize(CAPACITY * 1000L);
            image.write(CAPACITY * 999L, ByteBuffer.wrap(noise(4)));
            image.applySnapshot("small");
            assertEquals(CAPACITY, image.capacity());
            assertTrue(image.check().isClean());
        }
        Qemu.assumeInstalled();
        Qemu.img(folder, "check", file.toString());
    }

    @Test
    void withOneBitThereIsNoSnapshot() throws IOException {
        Path file = make(options().refcountBits(1));
        byte[] before = Files.readAllBytes(file);
        try (Image image = Image.open(file, QCOW2.writable())) {
            ImageException e = assertThrows(ImageException.class, () -> image.createSnapshot("x"));
            assertEquals("refcount", e.field());
        }
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static ByteBuffer spoil(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file));
    }

    /** Counts of nothing but zeros, but for the header, the table and the block: all is found by the tables alone. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16, 32, 64})
    void countsAreMadeAnew(int bits) throws IOException {
        Path file = make(options().refcountBits(bits).clusterSize(4096));
        byte[] before = contents(file);
        ByteBuffer image = spoil(file);
        int block = (int) image.getLong((int) image.getLong(48));
        for (int i = 8; i < 4096; i++) {
            image.put(block + i, (byte) (i % 64 == 0 ? 1 : 0));
        }
        Files.write(file, array(image));
        CheckReport found;
        try (Image damaged = Image.open(file, QCOW2.writable())) {
            found = damaged.repair();
            assertEquals(List.of(), damaged.check().findings());
            assertEquals(0, damaged.repair().corruptions());
            damaged.write(CAPACITY - 5, ByteBuffer.wrap(new byte[5]));
            assertTrue(damaged.check().isClean());
        }
        assertTrue(found.corruptions() > 100, found.toString());
        assertArrayEquals(before, contents(file));
        Qemu.assumeInstalled();
        Qemu.img(folder, "check", file.toString());
    }

    @Test
    void leaksAreGivenBack() throws IOException {
        Path file = make(options());
        ByteBuffer image = spoil(file);
        int block = (int) image.getLong((int) image.getLong(48));
        image.putShort(block + 1000, (short) 1).putShort(block + 10, (short) 2);
        Files.write(file, array(image));
        try (Image leaking = Image.open(file, QCOW2.writable())) {
            CheckReport found = leaking.repair();
            assertEquals(2, found.leaks(), found.toString());
            assertEquals(0, found.corruptions(), found.toString());
            assertTrue(leaking.check().isClean());
        }
    }

    @Test
    void whatPointsNowhereIsNotMended() throws IOException {
        Path file = make(options());
        ByteBuffer image = spoil(file);
        int l1 = (int) image.getLong(40);
        int l2 = (int) (image.getLong(l1) & 0xfffffffffe00L);
        image.putLong(l2, 1L << 63 | 1L << 50);
        Files.write(file, array(image));
        try (Image damaged = Image.open(file, QCOW2.writable())) {
            assertEquals(
                    "tables",
                    assertThrows(ImageException.class, damaged::repair).field());
        }
        assertArrayEquals(array(image), Files.readAllBytes(file));
    }

    /** Killed before it wrote its reference counts, as lazy_refcounts allows. */
    @Test
    void anUncleanEnd() throws IOException {
        Qemu.assumeInstalled();
        Qemu.img(folder, "create", "-q", "-f", "qcow2", "-o", "lazy_refcounts=on", "disk.qcow2", "4M");
        Qemu.Result killed = Qemu.run(
                folder,
                List.of(
                        "qemu-io",
                        "-f",
                        "qcow2",
                        "-c",
                        "write -P 9 0 2M",
                        "-c",
                        "flush",
                        "-c",
                        "sigraise 9",
                        "disk.qcow2"));
        assertNotEquals(0, killed.status());
        Path file = folder.resolve("disk.qcow2");
        byte[] dirty = Files.readAllBytes(file);
        try (Image image = Image.open(file, QCOW2)) {
            assertEquals("true", image.info().details().get("dirty-flag"));
            assertEquals(9, MatrixTest.bytes(image, 0, 1 << 20)[77]);
            assertFalse(image.check().isClean());
        }
        assertArrayEquals(dirty, Files.readAllBytes(file));
        try (Image image = Image.open(file, QCOW2.writable())) {
            assertEquals("false", image.info().details().get("dirty-flag"));
            assertTrue(image.check().isClean());
            image.write(0, ByteBuffer.wrap(new byte[] {1}));
        }
        Qemu.img(folder, "check", "disk.qcow2");
    }

    /** Whoever writes without keeping a bitmap says so: QEMU then calls it inconsistent, and no cluster is lost. */
    @Test
    void bitmaps() {
        Qemu.assumeInstalled();
        Path file = make(options());
        Qemu.img(folder, "bitmap", "--add", "disk.qcow2", "b0");
        Qemu.img(folder, "bitmap", "--add", "disk.qcow2", "b1");
        try (Image image = Image.open(file, QCOW2.writable())) {
            assertTrue(image.check().isClean());
        }
        assertFalse(Qemu.img(folder, "info", "disk.qcow2").contains("in-use"), "nothing was written");
        try (Image image = Image.open(file, QCOW2.writable())) {
            image.write(0, ByteBuffer.wrap(new byte[] {1}));
            assertThrows(ImageException.class, () -> image.resize(CAPACITY * 2));
            assertTrue(image.check().isClean());
        }
        assertTrue(Qemu.img(folder, "info", "disk.qcow2").contains("in-use"));
        Qemu.img(folder, "check", "disk.qcow2");
        Qemu.img(folder, "bitmap", "--remove", "disk.qcow2", "b0");
    }

    /** An extension of a type that nobody knows is there after the header was written again; an auto-clear bit is not. */
    @Test
    void whatIsNotKnown() throws IOException {
        Path file = make(options());
        ByteBuffer image = spoil(file);
        image.putInt(112, 0x12345678).putInt(116, 5).put(120, new byte[] {1, 2, 3, 4, 5, 0, 0, 0});
        image.putLong(88, 1L << 60).putLong(80, 1L << 61);
        Files.write(file, array(image));
        Image.create(folder.resolve("base"), CreateOptions.of(ImageFormat.RAW, CAPACITY))
                .close();
        try (Image opened = Image.open(file, QCOW2.writable())) {
            assertEquals(CAPACITY, opened.capacity());
        }
        assertArrayEquals(array(image), Files.readAllBytes(file));
        try (Image opened = Image.open(file, QCOW2.writable())) {
            opened.rebase("base", ImageFormat.RAW);
        }
        ByteBuffer after = spoil(file);
        assertEquals(0, after.getLong(88));
        assertEquals(1L << 61, after.getLong(80));
        byte[] extension = Arrays.copyOfRange(array(after), 112, 128);
        assertArrayEquals(Arrays.copyOfRange(array(image), 112, 128), extension);
    }

    @Test
    void anUnknownFeatureHasItsName() throws IOException {
        Path file = make(options());
        ByteBuffer image = spoil(file);
        image.putInt(112, 0x6803f857).putInt(116, 48).put(120, (byte) 0).put(121, (byte) 9);
        image.put(122, "time travel".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .putLong(72, 1 << 9);
        Files.write(file, array(image));
        ImageException e = assertThrows(ImageException.class, () -> Image.open(file, QCOW2));
        assertTrue(e.toString().contains("'time travel'"), e.toString());
    }

    /** What would be refused is told before, and leaves the image as it is. */
    @Test
    void aResizeIsRefusedInAdvance() throws IOException {
        Path file = make(options());
        byte[] before = Files.readAllBytes(file);
        try (Image image = Image.open(file, QCOW2.writable())) {
            image.checkResize(300L << 30);
            image.checkResize(0);
            ImageException tooLarge = assertThrows(ImageException.class, () -> image.checkResize(Long.MAX_VALUE));
            assertEquals("size", tooLarge.field());
            assertEquals(CAPACITY, image.capacity());
        }
        assertArrayEquals(before, Files.readAllBytes(file));
        Path old = folder.resolve("old");
        try (Image image =
                Image.create(old, CreateOptions.of(ImageFormat.QCOW2, CAPACITY).version(2))) {
            image.checkResize(2 * CAPACITY);
            Object unused = image.createSnapshot("now");
            ImageException kept = assertThrows(ImageException.class, () -> image.checkResize(2 * CAPACITY));
            assertEquals("nb_snapshots", kept.field());
        }
        try (Image image = Image.open(old, QCOW2)) {
            assertThrows(ImageException.class, () -> image.checkResize(CAPACITY));
        }
    }

    @Test
    void resizeAsQemuDoes() {
        Path file = make(options());
        try (Image image = Image.open(file, QCOW2.writable())) {
            image.resize(300L << 30);
            image.write((300L << 30) - 10, ByteBuffer.wrap(new byte[10]));
            image.resize(123_457);
            image.resize(CAPACITY);
            byte[] expected = new byte[CAPACITY];
            System.arraycopy(noise(1), 0, expected, 100_000, 23_457);
            assertArrayEquals(expected, MatrixTest.bytes(image, 0, CAPACITY));
            assertTrue(image.check().isClean());
        }
        Qemu.assumeInstalled();
        Qemu.img(folder, "check", file.toString());
    }
}
