package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.file.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A damaged image is refused by a message that names the field, at the latest where the field is used, and left as it is. */
class HostileTest {

    private static final int CAPACITY = 1 << 20;
    private static byte[] sound = new byte[0];

    @TempDir
    private Path folder;

    @BeforeAll
    static void make(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sound.qcow2");
        byte[] bytes = new byte[200_000];
        new Random(5).nextBytes(bytes);
        try (Image image = Image.create(file, CreateOptions.of(ImageFormat.QCOW2, CAPACITY))) {
            image.write(0, ByteBuffer.wrap(bytes));
            SnapshotInfo unused = image.createSnapshot("one");
            image.write(0, ByteBuffer.wrap(bytes));
            byte[] even = new byte[1 << 16];
            Arrays.fill(even, (byte) 7);
            for (int i = 0; i < even.length; i += 9) {
                even[i] = bytes[i];
            }
            image.writeCompressed(3 << 16, ByteBuffer.wrap(even));
            assertTrue(image.check().isClean());
        }
        sound = Files.readAllBytes(file);
    }

    static List<Mutants.Mutant> mutants() {
        return Mutants.all();
    }

    @Test
    void thereAreEnough() {
        assertTrue(mutants().size() >= 60, "mutants: " + mutants().size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isRefusedByName(Mutants.Mutant mutant) throws IOException {
        Path file = folder.resolve("disk.qcow2");
        byte[] bad = sound.clone();
        mutant.damage().accept(ByteBuffer.wrap(bad));
        assertTrue(!Arrays.equals(sound, bad), "nothing is damaged");
        Files.write(file, bad);
        ImageException e = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThrows(ImageException.class, () -> use(file, mutant.stage())));
        assertTrue(e.field().startsWith(mutant.field()), e.toString());
        assertEquals(file.getFileName(), e.file().getFileName(), e.toString());
        assertArrayEquals(bad, Files.readAllBytes(file), e.toString());
        assertEquals(0, OpenFiles.count(), "a file was left open");
    }

    /** To write it is to open it for writing: one that is refused then is not changed either. */
    private static void use(Path file, Mutants.Stage stage) {
        OpenOptions options = OpenOptions.format(ImageFormat.QCOW2);
        try (Image image = Image.open(file, options.writable())) {
            if (stage == Mutants.Stage.READ) {
                image.read(0, ByteBuffer.allocate(CAPACITY));
            } else if (stage == Mutants.Stage.WRITE) {
                image.write(0, ByteBuffer.allocate(10));
            } else if (stage == Mutants.Stage.ALLOCATE) {
                image.write(CAPACITY - 10, ByteBuffer.allocate(10));
            }
        }
    }

    /** A check tells of all of them, or refuses; it ends. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void aCheckEnds(Mutants.Mutant mutant) throws IOException {
        Path file = folder.resolve("disk.qcow2");
        byte[] bad = sound.clone();
        mutant.damage().accept(ByteBuffer.wrap(bad));
        Files.write(file, bad);
        CheckReport report = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try (Image image = Image.open(file, OpenOptions.format(ImageFormat.QCOW2))) {
                return image.check();
            } catch (ImageException e) {
                return new CheckReport(1, 0, 0, List.of(e.toString()));
            }
        });
        boolean isInside =
                mutant.field().equals("compressed cluster") && !mutant.name().endsWith("no deflate");
        assertTrue(isInside || !report.isClean() || mutant.name().endsWith("corrupt"), mutant.name() + report);
    }

    /** Whatever bits are flipped: an exception of ours, or other bytes. */
    @Test
    void noise() throws IOException {
        Random random = new Random(11);
        Path file = folder.resolve("disk.qcow2");
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bad = sound.clone();
            for (int j = 0; j <= i % 3; j++) {
                int at = i % 2 == 0
                        ? random.nextInt(120)
                        : random.nextInt(sound.length / 4096) * 4096 + random.nextInt(40);
                bad[at] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, bad);
            try (Image image = Image.open(file, OpenOptions.format(ImageFormat.QCOW2))) {
                CheckReport unused = image.check();
                long capacity = Math.min(image.capacity(), CAPACITY);
                image.read(0, ByteBuffer.allocate((int) capacity));
            } catch (ImageException e) {
                refused++;
            }
            assertArrayEquals(bad, Files.readAllBytes(file));
        }
        assertTrue(refused > 50, "refused: " + refused);
        assertEquals(0, OpenFiles.count());
    }

    @Test
    void aCutFile() throws IOException {
        Path file = folder.resolve("disk.qcow2");
        for (int length : new int[] {0, 3, 4, 71, 72, 103, 104, 111, 112, 4096, 65_536, 131_072, 196_608, 262_144}) {
            Files.write(file, Arrays.copyOf(sound, length));
            ImageException e = assertThrows(
                    ImageException.class,
                    () -> Image.open(file, OpenOptions.format(ImageFormat.QCOW2))
                            .close(),
                    "cut at " + length);
            assertTrue(e.file().equals(file), e.toString());
            assertEquals(length, Files.size(file));
        }
    }
}
