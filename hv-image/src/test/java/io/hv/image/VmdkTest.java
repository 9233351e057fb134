package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.file.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** VMDK images of other programs than QEMU, of many parts, and over parents. */
class VmdkTest {

    private static final OpenOptions VMDK = OpenOptions.format(ImageFormat.VMDK);
    private static final int CAPACITY = (5 << 20) + 512;
    /** In UTF-8 it has the bytes 0x85 and 0xa0, a line's end and a blank elsewhere. */
    private static final String NAME = "\u00c5 \u0434\u0438\u0441\u043a-\u0445\u0420.bin";

    @TempDir
    private Path folder;

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, OpenFiles.count());
    }

    private final byte[] model = new byte[CAPACITY];

    /** Bytes here and there, and more zeros. */
    VmdkTest() {
        byte[] some = new byte[100_000];
        new Random(3).nextBytes(some);
        for (int at : new int[] {0, 1_000_000, CAPACITY - 100_000}) {
            System.arraycopy(some, 0, model, at, some.length);
        }
    }

    private static byte[] bytes(Path file) {
        try (Image image = Image.open(file, VMDK)) {
            return MatrixTest.bytes(image, 0, Math.toIntExact(image.capacity()));
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void sameForQemu(String name) throws IOException {
        Files.write(file("model.raw"), model);
        Qemu.assumeInstalled();
        Qemu.img(folder, "compare", "-q", "-f", "raw", "-F", "vmdk", "model.raw", name);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 16, 7})
    void theFooterCounts(int entries) throws IOException {
        Path file = Files.write(file("disk.vmdk"), StreamBytes.of(model, entries));
        assertArrayEquals(model, bytes(file));
        ImageException e = assertThrows(ImageException.class, () -> Image.open(file, VMDK.writable()));
        assertEquals("gdOffset", e.field());
        sameForQemu("disk.vmdk");
        // The description is where the first header says.
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        Files.write(file, bytes.put(bytes.capacity() - 1024 + 28, new byte[16]).array());
        assertArrayEquals(model, bytes(file));
        sameForQemu("disk.vmdk");
    }

    /** A part of a disk has no description, and may say how long that would be. */
    @Test
    void aPartWithoutADescription() throws IOException {
        Path part = file("part.vmdk");
        Image.create(part, CreateOptions.of(ImageFormat.VMDK, 1 << 20)).close();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(part));
        Files.write(part, bytes.put(28, new byte[8]).put(512, new byte[10_240]).array());
        ImageException e = assertThrows(ImageException.class, () -> Image.open(part, VMDK));
        assertEquals("descriptorOffset", e.field());
        Path disk = Files.writeString(file("disk.vmdk"), text("RW 2048 SPARSE \"part.vmdk\""));
        try (Image image = Image.open(disk, VMDK.writable())) {
            image.write(100, ByteBuffer.wrap(model, 0, 200_000));
        }
        assertArrayEquals(Arrays.copyOf(model, 200_000), Arrays.copyOfRange(bytes(disk), 100, 200_100));
    }

    @Test
    void aFooterThatIsDamaged() throws IOException {
        byte[] sound = StreamBytes.of(model);
        assertEquals("footer marker", damaged(sound, b -> b.putInt(b.capacity() - 1536 + 12, 2)));
        assertEquals("footer marker", damaged(sound, b -> b.putInt(b.capacity() - 1536 + 8, 2)));
        assertEquals("end-of-stream marker", damaged(sound, b -> b.putInt(b.capacity() - 512 + 12, 1)));
        assertEquals("magicNumber", damaged(sound, b -> b.putInt(b.capacity() - 1024, 1)));
        assertEquals("gdOffset", damaged(sound, b -> b.putLong(b.capacity() - 1024 + 56, -1)));
        assertEquals("gdOffset", damaged(sound, b -> b.putLong(b.capacity() - 1024 + 56, b.capacity() / 512)));
        assertEquals("grain directory entry", damaged(sound, b -> b.putInt(b.capacity() - 2048, b.capacity())));
        byte[] cut = Arrays.copyOf(sound, sound.length - 512);
        assertEquals("footer marker", damaged(cut, b -> {}));
    }

    private String damaged(byte[] sound, java.util.function.Consumer<ByteBuffer> damage) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
        damage.accept(bytes);
        Path file = Files.write(file("damaged"), bytes.array());
        ImageException e = assertThrows(ImageException.class, () -> Image.open(file, VMDK));
        assertTrue(e.offset() >= 0 && e.offset() <= sound.length, e.toString());
        return e.field();
    }

    private static String text(String... extents) {
        return "# Disk DescriptorFile\r\nversion=1\r\nencoding=\"UTF-8\"\r\nCID=fffffffe\r\nparentCID=ffffffff\r\n"
                + "createType=\"custom\"\r\n\r\n# Extent description\r\n" + String.join("\r\n", extents)
                + "\r\n\r\n#DDB\r\nddb.adapterType = \"lsilogic\"\r\n";
    }

    /** Flat ones that begin somewhere, one of zeros, and a sparse one; with a name that is not ASCII. */
    @Test
    void manyParts() throws IOException {
        Files.write(file(NAME), model);
        try (Image image = Image.create(file("sparse"), CreateOptions.of(ImageFormat.VMDK, 1 << 20))) {
            image.write(70_000, ByteBuffer.wrap(model, 0, 5000));
        }
        Path disk = Files.writeString(
                file("disk.vmdk"),
                text(
                        "RDONLY 100 FLAT \"" + NAME + "\" 3",
                        "RW 50 ZERO",
                        "RW 2048 SPARSE \"sparse\"",
                        "RW 7 VMFS \"./" + NAME + "\"",
                        "RW 1 ZERO"));
        byte[] expected = new byte[512 * (100 + 50 + 2048 + 7 + 1)];
        System.arraycopy(model, 3 * 512, expected, 0, 51_200);
        System.arraycopy(model, 0, expected, 150 * 512 + 70_000, 5000);
        System.arraycopy(model, 0, expected, 2198 * 512, 7 * 512);
        assertArrayEquals(expected, bytes(disk));
        try (Image image = Image.open(disk, VMDK)) {
            assertFalse(image.isRandomlyWritable());
            assertEquals("5", image.info().details().get("extents"));
            assertEquals("lsilogic", image.info().details().get("adapter-type"));
            assertEquals(
                    new Extent(0, 51_200, Extent.Kind.DATA, 0, 1536),
                    image.map().findFirst().orElseThrow());
            assertEquals(7, image.map().count());
            assertEquals(
                    Extent.Kind.ZERO,
                    image.map(60_000, 10).findFirst().orElseThrow().kind());
        }
        assertEquals(
                "extent",
                assertThrows(ImageException.class, () -> Image.open(disk)).field());
        // One file cannot be written by two parts of a disk.
        assertThrows(ImageException.class, () -> Image.open(disk, VMDK.writable()));
        Files.copy(file(NAME), file("other"));
        Files.writeString(disk, Files.readString(disk).replace("./" + NAME, "other"));
        byte[] before = Files.readAllBytes(disk);
        try (Image image = Image.open(disk, VMDK.writable())) {
            for (int at : new int[] {0, 51_200, 60_000}) {
                ImageException e = assertThrows(ImageException.class, () -> image.write(at, ByteBuffer.allocate(10)));
                assertEquals("extent", e.field());
            }
            assertEquals(
                    "extent",
                    assertThrows(ImageException.class, () -> image.zero(51_190, 20))
                            .field());
            image.zero(51_200, 10);
            image.flush();
            assertArrayEquals(before, Files.readAllBytes(disk));
            image.write(150 * 512 + 100, ByteBuffer.wrap(model, 0, 2198 * 512 - 150 * 512));
            System.arraycopy(model, 0, expected, 150 * 512 + 100, 2198 * 512 - 150 * 512);
        }
        assertArrayEquals(expected, bytes(disk));
        assertArrayEquals(model, Files.readAllBytes(file(NAME)));
    }

    /** A line of which one byte ends lines elsewhere is not passed over: then the disk would be without that part. */
    @Test
    void noPartIsPassedOver() throws IOException {
        Path disk = Files.writeString(file("disk.vmdk"), text("RW 1 ZERO", "RW 1 FLAT \"" + NAME + "\""));
        ImageException e = assertThrows(ImageException.class, () -> Image.open(disk, VMDK));
        assertEquals("extent", e.field(), e.toString());
    }

    @Test
    void aLongLineTakesNoTime() throws IOException {
        String line = "a =" + " ".repeat(1_000_000) + "b c";
        Path disk = Files.writeString(file("disk.vmdk"), text("RW 1 ZERO", line));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertArrayEquals(new byte[512], bytes(disk)));
    }

    /** The marker of a stream's end stands at the end, and there alone. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamIsGoneOnWith(boolean closed) throws IOException {
        Path disk = file("disk.vmdk");
        CreateOptions options = CreateOptions.of(ImageFormat.VMDK, 4 << 16).subformat("streamOptimized");
        Image.create(disk, options).close();
        long grain = Files.size(disk);
        Image image = Image.open(disk, VMDK.writable());
        for (int i = 0; i < 3; i++) {
            image.write((long) i << 16, ByteBuffer.wrap(model, 0, 1 << 16));
            image.flush();
            if (closed) {
                image.close();
                image = Image.open(disk, VMDK.writable());
            }
        }
        assertFalse(image.isRandomlyWritable());
        image.close();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(disk)).order(ByteOrder.LITTLE_ENDIAN);
        int at = Math.toIntExact(grain);
        for (int i = 0; i < 3; i++) {
            assertEquals(128L * i, bytes.getLong(at));
            at += (12 + bytes.getInt(at + 8) + 511) / 512 * 512;
        }
        assertEquals(ByteBuffer.allocate(512), bytes.slice(at, bytes.capacity() - at));
    }

    /** As VMware's products write it when a snapshot is made. */
    @Test
    void aParentIsReadThroughAndMustBeTheSame() throws IOException {
        Qemu.assumeInstalled();
        try (Image base = Image.create(file("base.vmdk"), CreateOptions.of(ImageFormat.VMDK, CAPACITY))) {
            base.write(0, ByteBuffer.wrap(model));
        }
        Qemu.img(folder, "create", "-q", "-f", "vmdk", "-b", "base.vmdk", "-F", "vmdk", "disk.vmdk");
        Path disk = file("disk.vmdk");
        assertArrayEquals(model, bytes(disk));
        try (Image image = Image.open(disk, VMDK.writable())) {
            image.write(1_050_000, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            image.zero(1_080_000, 10);
            System.arraycopy(new byte[] {1, 2, 3}, 0, model, 1_050_000, 3);
            Arrays.fill(model, 1_080_000, 1_080_010, (byte) 0);
            assertEquals(1, image.map(10, 10).findFirst().orElseThrow().depth());
            assertEquals(0, image.map(1_050_000, 10).findFirst().orElseThrow().depth());
        }
        assertArrayEquals(model, bytes(disk));
        sameForQemu("disk.vmdk");
        Qemu.img(folder, "check", "-q", "-f", "vmdk", "disk.vmdk");
        try (Image base = Image.open(file("base.vmdk"), VMDK.writable())) {
            base.write(0, ByteBuffer.allocate(1));
        }
        ImageException e = assertThrows(ImageException.class, () -> Image.open(disk, VMDK));
        assertEquals("parentCID", e.field(), e.toString());
        try (Image alone = Image.open(disk, VMDK.withoutBacking())) {
            alone.read(1_050_000, ByteBuffer.allocate(10));
            assertEquals(
                    "parentFileNameHint",
                    assertThrows(ImageException.class, () -> alone.read(0, ByteBuffer.allocate(1)))
                            .field());
        }
    }

    private static String cid(Path file) {
        try (Image image = Image.open(file, VMDK)) {
            return image.info().details().getOrDefault("cid", "");
        }
    }

    /** At the first write of everybody who has it open, and only then. */
    @Test
    void theCidChanges() {
        Path disk = file("disk.vmdk");
        Image.create(disk, CreateOptions.of(ImageFormat.VMDK, CAPACITY)).close();
        String first = cid(disk);
        try (Image image = Image.open(disk, VMDK.writable())) {
            image.read(0, ByteBuffer.allocate(100));
            image.zero(0, 100);
            image.discard(0, 100);
            assertEquals(first, image.info().details().get("cid"));
            image.write(0, ByteBuffer.allocate(1));
            assertNotEquals(first, image.info().details().get("cid"));
            String second = image.info().details().get("cid");
            image.write(CAPACITY - 1, ByteBuffer.allocate(1));
            assertEquals(second, image.info().details().get("cid"));
        }
        assertNotEquals(first, cid(disk));
    }

    /** VirtualBox makes grain tables when they are needed; without the redundant ones too. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGrainTableThatIsNotThereIsMade(boolean redundant) throws IOException {
        Path disk = file("disk.vmdk");
        Image.create(disk, CreateOptions.of(ImageFormat.VMDK, 100 << 20)).close();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(disk)).order(ByteOrder.LITTLE_ENDIAN);
        for (int directory : new int[] {(int) bytes.getLong(48) * 512, (int) bytes.getLong(56) * 512}) {
            for (int i = 0; i < 4; i++) {
                bytes.putInt(directory + 4 * i, 0);
            }
        }
        if (!redundant) {
            bytes.putInt(8, bytes.getInt(8) & ~2);
        }
        Files.write(disk, bytes.array());
        try (Image image = Image.open(disk, VMDK.writable())) {
            image.write(40 << 20, ByteBuffer.wrap(model));
            image.write(100, ByteBuffer.wrap(model, 0, 10));
        }
        try (Image image = Image.open(disk, VMDK)) {
            assertArrayEquals(model, MatrixTest.bytes(image, 40 << 20, CAPACITY));
            assertArrayEquals(Arrays.copyOf(model, 10), MatrixTest.bytes(image, 100, 10));
            assertArrayEquals(new byte[1000], MatrixTest.bytes(image, 80 << 20, 1000));
            image.convert(file("flat.raw"), ConvertOptions.to(ImageFormat.RAW));
        }
        Qemu.assumeInstalled();
        Qemu.img(folder, "check", "-q", "-f", "vmdk", "disk.vmdk");
        Qemu.img(folder, "compare", "-q", "-f", "raw", "-F", "vmdk", "flat.raw", "disk.vmdk");
        ByteBuffer now = ByteBuffer.wrap(Files.readAllBytes(disk)).order(ByteOrder.LITTLE_ENDIAN);
        int main = now.getInt((int) now.getLong(56) * 512) * 512;
        int copy = now.getInt((int) now.getLong(48) * 512) * 512;
        assertEquals(redundant, copy != 0);
        if (redundant) {
            assertEquals(now.slice(main, 2048), now.slice(copy, 2048));
        }
    }

    /** An entry of 1 is a grain of zeros where the header says so. */
    @Test
    void zeroedGrains() {
        Qemu.assumeInstalled();
        Qemu.img(folder, "create", "-q", "-f", "vmdk", "base.vmdk", "1M");
        Qemu.io(folder, List.of("-f", "vmdk"), "base.vmdk", List.of("write -P 7 0 1M"));
        Qemu.img(
                folder,
                "create",
                "-q",
                "-f",
                "vmdk",
                "-o",
                "zeroed_grain=on",
                "-b",
                "base.vmdk",
                "-F",
                "vmdk",
                "disk.vmdk");
        try (Image image = Image.open(file("disk.vmdk"), VMDK.writable())) {
            long before = image.info().fileLength();
            image.zero(65_536, 131_072);
            assertEquals(before, image.info().fileLength(), "zeros take no room");
            assertEquals(
                    Extent.Kind.ZERO,
                    image.map(65_536, 10).findFirst().orElseThrow().kind());
            image.write(70_000, ByteBuffer.wrap(new byte[] {5}));
        }
        Qemu.io(
                folder,
                List.of("-r", "-f", "vmdk"),
                "disk.vmdk",
                List.of(
                        "read -P 7 0 64k",
                        "read -P 0 128k 64k",
                        "read -P 5 70000 1",
                        "read -P 0 70001 60000",
                        "read -P 7 192k 512k"));
    }

    @Test
    void whatCannotBeMade() {
        CreateOptions vmdk = CreateOptions.of(ImageFormat.VMDK, 1 << 20);
        assertEquals("subformat", refused(vmdk.subformat("monolithicFlat")));
        assertEquals("adapter_type", refused(vmdk.adapterType("nvme")));
        assertEquals("options", refused(vmdk.version(2)));
        assertEquals("capacity", refused(vmdk.capacity(0)));
        assertEquals("capacity", refused(vmdk.capacity(1000)));
        assertEquals("capacity", refused(vmdk.capacity((1L << 41) + 512)));
        assertEquals("subformat", refused(CreateOptions.of(ImageFormat.RAW, 1).subformat("fixed")));
        assertEquals("subformat", refused(CreateOptions.of(ImageFormat.QCOW2, 1).subformat("fixed")));
    }

    private String refused(CreateOptions options) {
        String field = assertThrows(ImageException.class, () -> Image.create(file("disk"), options))
                .field();
        assertTrue(Files.notExists(file("disk")));
        return field;
    }

    @Test
    void sizesAreAsAskedFor() {
        Qemu.assumeInstalled();
        for (String subformat : List.of("monolithicSparse", "streamOptimized")) {
            for (long size : new long[] {512, 65_536, 1 << 25, (1 << 25) + 512, 1L << 41}) {
                Path file = file(subformat + size);
                CreateOptions options = CreateOptions.of(ImageFormat.VMDK, size).subformat(subformat);
                Image.create(file, options.adapterType("lsilogic")).close();
                String told = Qemu.img(folder, "info", "--output=json", "-f", "vmdk", file.toString());
                assertTrue(told.contains("\"virtual-size\": " + size + ","), told);
                assertTrue(told.contains(subformat), told);
            }
        }
    }
}
