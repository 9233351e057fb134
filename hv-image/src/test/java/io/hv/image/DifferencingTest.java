package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.file.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Differencing images, which neither this library nor QEMU makes: made by hand of others. The child has all of block 0,
 * some of block 1, nothing of block 2, and zeros in block 3.
 */
class DifferencingTest {

    private static final int MIB = 1 << 20;
    private static final int CAPACITY = 4 * MIB;

    @TempDir
    private Path folder;

    private final byte[] parent = new byte[CAPACITY];
    private final byte[] expected = new byte[CAPACITY];

    @BeforeEach
    void make() {
        Random random = new Random(4);
        random.nextBytes(parent);
        System.arraycopy(parent, 0, expected, 0, 3 * MIB);
    }

    private static void image(Path file, ImageFormat format, byte[] bytes, int length) {
        try (Image image = Image.create(file, CreateOptions.of(format, CAPACITY).blockSize(MIB))) {
            image.write(0, ByteBuffer.wrap(bytes, 0, length));
        }
    }

    private static VhdxBytes withSectors(Path file, int size) {
        VhdxBytes vhdx = VhdxBytes.read(file);
        Object unused = vhdx.bytes().putInt(VhdxBytes.METADATA + (1 << 16) + 32, size);
        vhdx.write(file);
        return vhdx;
    }

    private static String linkage(VhdxBytes vhdx) {
        ByteBuffer in = vhdx.bytes();
        int header = in.getLong(VhdxBytes.HEADER_1 + 8) > in.getLong(VhdxBytes.HEADER_2 + 8)
                ? VhdxBytes.HEADER_1
                : VhdxBytes.HEADER_2;
        int at = header + 32;
        ByteBuffer high = in.duplicate().order(ByteOrder.BIG_ENDIAN);
        return String.format(
                java.util.Locale.ROOT,
                "{%08X-%04X-%04X-%04X-%012X}",
                in.getInt(at),
                (int) in.getChar(at + 4),
                (int) in.getChar(at + 6),
                (int) high.getChar(at + 8),
                high.getLong(at + 8) & 0xffffffffffffL);
    }

    /** Makes parent and child; the child's sectors that it has itself of block 1 are by a pattern. */
    private Path vhdx(Path parentFile, int sectorSize, Map<String, String> paths) {
        image(parentFile, ImageFormat.VHDX, parent, CAPACITY);
        String linkage = linkage(withSectors(parentFile, sectorSize));
        Path child = folder.resolve("child.vhdx");
        byte[] own = new byte[2 * MIB];
        new Random(8).nextBytes(own);
        image(child, ImageFormat.VHDX, own, 2 * MIB);
        VhdxBytes vhdx = withSectors(child, sectorSize);
        Map<String, String> values = new TreeMap<>(paths);
        values.put("parent_linkage", linkage);
        vhdx.parentLocator(values);
        int bitmap = vhdx.bytes().capacity();
        vhdx.resize(bitmap + MIB);
        ByteBuffer bytes = vhdx.bytes();
        int chunkRatio = (1 << 23) / MIB * sectorSize;
        bytes.putLong(VhdxBytes.BAT + 8, bytes.getLong(VhdxBytes.BAT + 8) | 7)
                .putLong(VhdxBytes.BAT + 24, 2)
                .putLong(VhdxBytes.BAT + 8 * chunkRatio, bitmap | 6L);
        System.arraycopy(own, 0, expected, 0, MIB);
        int perBlock = MIB / sectorSize;
        for (int sector = 0; sector < perBlock; sector++) {
            if (sector % 7 == 3 || sector > perBlock - 20 || (sector > 100 && sector < 140)) {
                int bit = perBlock + sector;
                int at = bitmap + bit / 8;
                bytes.put(at, (byte) (bytes.get(at) | 1 << bit % 8));
                System.arraycopy(own, bit * sectorSize, expected, bit * sectorSize, sectorSize);
            }
        }
        vhdx.write(child);
        return child;
    }

    private static OpenOptions vhdx() {
        return OpenOptions.format(ImageFormat.VHDX);
    }

    private void isRead(Path child, OpenOptions options) {
        try (Image image = Image.open(child, options)) {
            assertArrayEquals(expected, MatrixTest.bytes(image, 0, CAPACITY));
            for (int at : new int[] {1, MIB - 3, MIB + 511, MIB + 1537, 2 * MIB - 5000, 3 * MIB - 1}) {
                assertArrayEquals(
                        Arrays.copyOfRange(expected, at, at + 9999), MatrixTest.bytes(image, at, 9999), "at " + at);
            }
            List<Extent> map = image.map().toList();
            assertEquals(0, map.get(0).depth());
            assertTrue(map.stream().anyMatch(extent -> extent.depth() == 1));
            assertEquals(Extent.Kind.ZERO, map.get(map.size() - 1).kind());
        }
        assertEquals(0, OpenFiles.count());
    }

    private ImageException refused(Path child, OpenOptions options) {
        ImageException e = assertThrows(
                ImageException.class, () -> Image.open(child, options).close());
        assertEquals(0, OpenFiles.count());
        return e;
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void vhdxIsRead(int sectorSize) throws IOException {
        Path base = folder.resolve("below").resolve("base.vhdx");
        Files.createDirectory(base.getParent());
        Path child = vhdx(base, sectorSize, Map.of("relative_path", ".\\below\\base.vhdx"));
        isRead(child, vhdx());
        try (Image image = Image.open(child, vhdx())) {
            assertEquals(Integer.toString(sectorSize), image.info().details().get("logical-sector-size"));
            assertTrue(image.check().isClean());
            Path raw = folder.resolve("all.raw");
            image.convert(raw, ConvertOptions.to(ImageFormat.RAW));
            assertArrayEquals(expected, Files.readAllBytes(raw));
        }
    }

    /** It is its parent's child still, and nothing of it was changed. */
    private void isCommitted(Path child, Path base, OpenOptions options) throws IOException {
        byte[] before = Files.readAllBytes(child);
        try (Image image = Image.open(child, options)) {
            image.commit();
            assertArrayEquals(expected, MatrixTest.bytes(image, 0, CAPACITY));
            assertThrows(ImageException.class, () -> image.rebase("", ImageFormat.RAW));
        }
        assertArrayEquals(before, Files.readAllBytes(child));
        isRead(child, options);
        try (Image image = Image.open(base, options)) {
            assertArrayEquals(expected, MatrixTest.bytes(image, 0, CAPACITY));
            assertTrue(image.check().isClean());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void vhdxIsCommitted(int sectorSize) throws IOException {
        Path base = folder.resolve("base.vhdx");
        isCommitted(vhdx(base, sectorSize, Map.of("relative_path", "base.vhdx")), base, vhdx());
    }

    @Test
    void vhdxWithoutItsParent() {
        Path base = folder.resolve("base.vhdx");
        Path child = vhdx(base, 512, Map.of("relative_path", "base.vhdx"));
        assertEquals("ParentLocator", refused(child, OpenOptions.probe()).field());
        assertTrue(refused(child, vhdx().writable()).toString().contains("only be read"));
        try (Image image = Image.open(child, vhdx().withoutBacking())) {
            assertArrayEquals(Arrays.copyOf(expected, MIB), MatrixTest.bytes(image, 0, MIB));
            ImageException e = assertThrows(ImageException.class, () -> image.read(2 * MIB, ByteBuffer.allocate(1)));
            assertEquals("ParentLocator", e.field());
        }
        try (Image image = Image.open(base, vhdx().writable())) {
            image.write(0, ByteBuffer.wrap(new byte[] {1}));
        }
        assertTrue(refused(child, vhdx()).toString().contains("parent_linkage"));
    }

    @Test
    void vhdxFindsItsParentByAnotherName() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path base = other.resolve("base.vhdx");
        Path child = vhdx(
                base,
                512,
                Map.of(
                        "relative_path",
                        ".\\gone.vhdx",
                        "absolute_win32_path",
                        base.toAbsolutePath().toString()));
        isRead(child, vhdx());
        Path nested = Files.createDirectory(folder.resolve("nested")).resolve("child.vhdx");
        Files.move(child, nested);
        assertTrue(refused(nested, vhdx()).toString().contains("leaves the image's folder"));
        isRead(nested, vhdx().backing(BackingPolicy.ownFolder().allow(other)));
        Files.delete(base);
        assertEquals("ParentLocator", refused(nested, vhdx()).field());
    }

    /** Whatever is wrong with the locator. */
    @Test
    void vhdxWithADamagedLocator() {
        Path base = folder.resolve("base.vhdx");
        Path child = vhdx(base, 512, Map.of("relative_path", "base.vhdx"));
        VhdxBytes sound = VhdxBytes.read(child);
        int at = VhdxBytes.METADATA + (1 << 17);
        for (Map.Entry<Integer, Integer> each : Map.of(at, 1, at + 18, 0xff, at + 20, -1, at + 24, 0, at + 28, 0x10001)
                .entrySet()) {
            VhdxBytes bad = new VhdxBytes(sound.image());
            Object unused = bad.bytes().putInt(each.getKey(), each.getValue());
            bad.write(child);
            assertEquals("ParentLocator", refused(child, vhdx()).field(), "at " + (each.getKey() - at));
        }
        VhdxBytes none = new VhdxBytes(sound.image());
        Object unused = none.bytes().putLong(VhdxBytes.BAT + 8 * 4096, 0);
        none.write(child);
        try (Image image = Image.open(child, vhdx())) {
            ImageException e = assertThrows(ImageException.class, () -> image.read(MIB, ByteBuffer.allocate(1)));
            assertEquals("sector bitmap BAT entry", e.field());
        }
    }

    private static final OpenOptions VDI = OpenOptions.format(ImageFormat.VDI);

    /** Block 1 is the parent's too: VDI has no blocks in part. */
    private Path vdi(Path parentFile) throws IOException {
        Path made = folder.resolve("made.vdi");
        image(made, ImageFormat.VDI, parent, CAPACITY);
        ByteBuffer base = ByteBuffer.wrap(Files.readAllBytes(made));
        Files.move(made, parentFile);
        Path child = folder.resolve("child.vdi");
        byte[] own = new byte[MIB];
        new Random(8).nextBytes(own);
        image(child, ImageFormat.VDI, own, MIB);
        System.arraycopy(own, 0, expected, 0, MIB);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(child)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(76, 4).put(424, base.array(), 392, 16).put(440, base.array(), 408, 16);
        bytes.putInt(512 + 12, -2);
        Files.write(child, bytes.array());
        return child;
    }

    private static String uuid(Path vdi) {
        try (Image image = Image.open(vdi, VDI)) {
            return String.valueOf(image.info().details().get("uuid"));
        }
    }

    @Test
    void vdiIsReadWhereItsParentHasItsName() throws IOException {
        Path base = folder.resolve("base.vdi");
        Path child = vdi(base);
        ImageException e = refused(child, VDI);
        assertEquals("uuid_link", e.field());
        assertTrue(e.toString().contains("registry"), e.toString());
        Path named = folder.resolve("{" + uuid(base) + "}.vdi");
        Files.createSymbolicLink(named, base);
        isRead(child, VDI);
        assertTrue(refused(child, VDI.writable()).toString().contains("only be read"));
        try (Image image = Image.open(child, VDI.withoutBacking())) {
            assertArrayEquals(Arrays.copyOf(expected, MIB), MatrixTest.bytes(image, 0, MIB));
            ImageException own = assertThrows(ImageException.class, () -> image.read(MIB, ByteBuffer.allocate(1)));
            assertEquals("uuid_link", own.field());
        }
        try (Image image = Image.open(base, VDI.writable())) {
            image.write(0, ByteBuffer.wrap(new byte[] {1}));
        }
        assertEquals("uuid_parent", refused(child, VDI).field());
    }

    @Test
    void vdiIsCommitted() throws IOException {
        Path base = folder.resolve("base.vdi");
        Path child = vdi(base);
        Files.createSymbolicLink(folder.resolve("{" + uuid(base) + "}.vdi"), base);
        isCommitted(child, base, VDI);
    }

    @Test
    void vdiWithAnotherParent() throws IOException {
        Path base = folder.resolve("base.vdi");
        Path child = vdi(base);
        Path named = folder.resolve("{" + uuid(base) + "}.vdi");
        image(named, ImageFormat.VDI, parent, MIB);
        assertEquals("uuid_link", refused(child, VDI).field());
        Files.delete(named);
        Files.createSymbolicLink(named, child);
        assertTrue(refused(child, VDI).toString().contains("loop"));
    }
}
