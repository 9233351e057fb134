package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.file.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged images of VDI, VHDX and Parallels are refused by a message that names the field, and left as they are. */
class BlockHostileTest {

    private static final int MIB = 1 << 20;
    private static final int CAPACITY = 4 * MIB;
    private static final byte[] DISK = new byte[CAPACITY];
    private static final Map<ImageFormat, byte[]> SOUND = new EnumMap<>(ImageFormat.class);

    @TempDir
    private Path folder;

    /** Two of four blocks have bytes. */
    @BeforeAll
    static void make(@TempDir Path folder) throws IOException {
        new Random(5).nextBytes(DISK);
        Arrays.fill(DISK, 2 * MIB, CAPACITY, (byte) 0);
        for (ImageFormat format : List.of(ImageFormat.VDI, ImageFormat.VHDX)) {
            Path file = folder.resolve("sound." + format);
            try (Image image =
                    Image.create(file, CreateOptions.of(format, CAPACITY).blockSize(MIB))) {
                image.write(0, ByteBuffer.wrap(DISK, 0, 2 * MIB));
            }
            SOUND.put(format, Files.readAllBytes(file));
        }
        ByteBuffer parallels = ByteBuffer.allocate(3 * MIB).order(ByteOrder.LITTLE_ENDIAN);
        parallels
                .put(0, "WithouFreSpacExt".getBytes(StandardCharsets.US_ASCII))
                .putInt(16, 2)
                .putInt(28, MIB / 512)
                .putInt(32, 4)
                .putLong(36, CAPACITY / 512)
                .putInt(48, MIB / 512)
                .putInt(64, 2)
                .putInt(68, 1)
                .put(2 * MIB, DISK, 0, MIB)
                .put(MIB, DISK, MIB, MIB);
        SOUND.put(ImageFormat.PARALLELS, parallels.array());
    }

    private static byte[] sound(ImageFormat format) {
        return SOUND.getOrDefault(format, new byte[0]).clone();
    }

    static Stream<BlockMutants.Mutant> mutants() {
        return Stream.of(ImageFormat.VDI, ImageFormat.VHDX, ImageFormat.PARALLELS)
                .flatMap(format -> Sample.oneOf(3, BlockMutants.of(format)).stream());
    }

    @Test
    void thereAreEnough() {
        assertTrue(BlockMutants.of(ImageFormat.VDI).size() >= 40);
        assertTrue(BlockMutants.of(ImageFormat.VHDX).size() >= 60);
        assertTrue(BlockMutants.of(ImageFormat.PARALLELS).size() >= 25);
    }

    private static byte[] damaged(BlockMutants.Mutant mutant) {
        byte[] bad = sound(mutant.format());
        ByteBuffer bytes = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
        mutant.damage().accept(bytes);
        assertFalse(Arrays.equals(sound(mutant.format()), bad), "nothing is damaged");
        return mutant.format() == ImageFormat.VHDX ? new VhdxBytes(bad).signed().image() : bad;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isRefusedByName(BlockMutants.Mutant mutant) throws IOException {
        Path file = folder.resolve("disk.img");
        byte[] bad = damaged(mutant);
        Files.write(file, bad);
        OpenOptions options = OpenOptions.format(mutant.format());
        if (mutant.field().isEmpty()) {
            try (Image image = Image.open(file, options)) {
                assertArrayEquals(DISK, MatrixTest.bytes(image, 0, CAPACITY));
            }
            return;
        }
        refused(mutant, file, () -> Image.open(file, options.writable()).close());
        refused(mutant, file, () -> {
            try (Image image = Image.open(file, options)) {
                assertTrue(mutant.isRead(), "it is to be refused when it is opened");
                image.read(0, ByteBuffer.allocate((int) Math.min(CAPACITY, image.capacity())));
            }
        });
        assertArrayEquals(bad, Files.readAllBytes(file));
        assertEquals(0, OpenFiles.count(), "a file was left open");
    }

    /** Parallels' images are refused for writing as such, once all else is good. */
    private static void refused(BlockMutants.Mutant mutant, Path file, org.junit.jupiter.api.function.Executable use) {
        ImageException e =
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThrows(ImageException.class, use));
        boolean isLate = mutant.format() == ImageFormat.PARALLELS && e.field().equals("magic");
        assertTrue(isLate || e.field().startsWith(mutant.field()), e.toString());
        assertEquals(file, e.file(), e.toString());
    }

    /** An image that is written may not have one place for two blocks: what is written to one would be in the other. */
    @Test
    void twoBlocksInOnePlace() throws IOException {
        VhdxBytes vhdx = new VhdxBytes(sound(ImageFormat.VHDX));
        vhdx.bytes().putLong(VhdxBytes.BAT, vhdx.bytes().getLong(VhdxBytes.BAT + 8));
        Path file = folder.resolve("disk.vhdx");
        vhdx.write(file);
        ImageException e = assertThrows(
                ImageException.class,
                () -> Image.open(file, OpenOptions.format(ImageFormat.VHDX).writable())
                        .close());
        assertEquals("BAT entry", e.field());
        try (Image image = Image.open(file, OpenOptions.format(ImageFormat.VHDX))) {
            assertEquals(1, image.check().corruptions());
        }
        assertArrayEquals(vhdx.image(), Files.readAllBytes(file));
    }

    /** Whatever bits are flipped: an exception of ours, or other bytes. */
    @ParameterizedTest
    @EnumSource(names = {"VDI", "VHDX", "PARALLELS"})
    void noise(ImageFormat format) throws IOException {
        Random random = new Random(11);
        Path file = folder.resolve("disk.img");
        int[] places = format == ImageFormat.VHDX
                ? new int[] {
                    VhdxBytes.HEADER_1,
                    VhdxBytes.HEADER_2,
                    VhdxBytes.REGIONS_1,
                    VhdxBytes.METADATA,
                    VhdxBytes.METADATA + (1 << 16),
                    VhdxBytes.BAT
                }
                : new int[] {0, 64, 340, 512};
        int refused = 0;
        int times = Sample.times(60, 200);
        for (int i = 0; i < times; i++) {
            byte[] bad = sound(format);
            for (int j = 0; j <= i % 3; j++) {
                int at = places[random.nextInt(places.length)] + random.nextInt(80);
                bad[at] ^= (byte) (1 << random.nextInt(8));
            }
            if (format == ImageFormat.VHDX) {
                bad = new VhdxBytes(bad).signed().image();
            }
            Files.write(file, bad);
            try (Image image = Image.open(file, OpenOptions.format(format))) {
                CheckReport unused = image.check();
                image.read(0, ByteBuffer.allocate((int) Math.min(image.capacity(), CAPACITY)));
            } catch (ImageException e) {
                refused++;
            }
            assertArrayEquals(bad, Files.readAllBytes(file));
        }
        assertTrue(refused > times / 10, "refused: " + refused);
        assertEquals(0, OpenFiles.count());
    }

    @ParameterizedTest
    @EnumSource(names = {"VDI", "VHDX", "PARALLELS"})
    void aCutFile(ImageFormat format) throws IOException {
        Path file = folder.resolve("disk.img");
        byte[] sound = sound(format);
        for (int length : new int[] {0, 3, 63, 64, 511, 512, 527, 65_536, 65_600, 131_072, 200_000, MIB, 2 * MIB}) {
            Files.write(file, Arrays.copyOf(sound, length));
            ImageException e = assertThrows(
                    ImageException.class,
                    () -> Image.open(file, OpenOptions.format(format)).close(),
                    "cut at " + length);
            assertEquals(file, e.file());
            assertEquals(length, Files.size(file));
        }
        Files.write(file, Arrays.copyOf(sound, sound.length - 1));
        assertThrows(ImageException.class, () -> {
            try (Image image = Image.open(file, OpenOptions.format(format))) {
                image.read(0, ByteBuffer.allocate(CAPACITY));
            }
        });
    }

    @Test
    void parallelsIsOnlyRead() throws IOException {
        Path file = folder.resolve("disk.hds");
        Files.write(file, sound(ImageFormat.PARALLELS));
        ImageException e = assertThrows(
                ImageException.class,
                () -> Image.open(file, OpenOptions.format(ImageFormat.PARALLELS).writable())
                        .close());
        assertTrue(e.toString().contains("only read"), e.toString());
        assertThrows(
                ImageException.class,
                () -> Image.create(folder.resolve("new"), CreateOptions.of(ImageFormat.PARALLELS, MIB))
                        .close());
        assertFalse(Files.exists(folder.resolve("new")));
    }

    @Test
    void optionsOfOtherFormatsAreRefused() {
        CreateOptions vdi = CreateOptions.of(ImageFormat.VDI, MIB);
        CreateOptions vhdx = CreateOptions.of(ImageFormat.VHDX, MIB);
        for (CreateOptions each : List.of(
                vdi.version(2),
                vdi.subformat("fixed"),
                vhdx.subformat("static"),
                vhdx.blockSize(4096),
                vhdx.clusterSize(4096),
                CreateOptions.of(ImageFormat.QCOW2, MIB).blockSize(MIB),
                CreateOptions.of(ImageFormat.RAW, MIB).subformat("fixed"),
                CreateOptions.of(ImageFormat.VHDX, Long.MAX_VALUE / 2),
                CreateOptions.of(ImageFormat.VDI, Long.MAX_VALUE / 2))) {
            Path file = folder.resolve("disk.img");
            assertThrows(ImageException.class, () -> Image.create(file, each).close());
            assertFalse(Files.exists(file));
        }
    }
}
