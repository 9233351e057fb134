package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.VmdkVpcMutants.Kind;
import io.hv.image.VmdkVpcMutants.Mutant;
import io.hv.image.file.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A damaged VMDK or VHD is refused by a message that names the field, at the latest where it is used, and left as it is. */
class VmdkVpcHostileTest {

    private static final int CAPACITY = 1 << 20;
    private static final Map<Kind, byte[]> SOUND = new EnumMap<>(Kind.class);

    @TempDir
    private Path folder;

    @BeforeAll
    static void make(@TempDir Path folder) throws IOException {
        byte[] bytes = new byte[200_000];
        new Random(5).nextBytes(bytes);
        Map<Kind, CreateOptions> kinds = Map.of(
                Kind.SPARSE, CreateOptions.of(ImageFormat.VMDK, CAPACITY),
                Kind.STREAM, CreateOptions.of(ImageFormat.VMDK, CAPACITY).subformat("streamOptimized"),
                Kind.DYNAMIC, CreateOptions.of(ImageFormat.VPC, 3 * CAPACITY),
                Kind.FIXED, CreateOptions.of(ImageFormat.VPC, CAPACITY).subformat("fixed"));
        for (Map.Entry<Kind, CreateOptions> each : kinds.entrySet()) {
            Path file = folder.resolve(each.getKey().toString());
            try (Image image = Image.create(file, each.getValue())) {
                image.write(0, ByteBuffer.wrap(bytes, 0, 3 << 16));
            }
            SOUND.put(each.getKey(), Files.readAllBytes(file));
        }
        SOUND.put(Kind.TEXT, VmdkVpcMutants.TEXT.getBytes(StandardCharsets.US_ASCII));
    }

    static List<Mutant> mutants() {
        return VmdkVpcMutants.all();
    }

    @Test
    void thereAreEnough() {
        for (ImageFormat format : List.of(ImageFormat.VMDK, ImageFormat.VPC)) {
            long count = mutants().stream()
                    .filter(each -> each.kind().format == format)
                    .count();
            assertTrue(count >= 40, format + ": " + count);
        }
    }

    private Path put(byte[] bytes) throws IOException {
        Files.write(folder.resolve("flat.img"), new byte[CAPACITY]);
        return Files.write(folder.resolve("disk"), bytes.clone()).toAbsolutePath();
    }

    private static byte[] sound(Kind kind) {
        return SOUND.getOrDefault(kind, new byte[0]).clone();
    }

    /** What is damaged is sound before that. */
    @ParameterizedTest
    @EnumSource
    void isRead(Kind kind) throws IOException {
        Path file = put(sound(kind));
        try (Image image = Image.open(file, OpenOptions.format(kind.format).writable())) {
            image.read(0, ByteBuffer.allocate(CAPACITY));
        }
        assertArrayEquals(sound(kind), Files.readAllBytes(file));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isRefusedByName(Mutant mutant) throws IOException {
        byte[] bad = sound(mutant.kind());
        mutant.damage().accept(ByteBuffer.wrap(bad));
        assertFalse(Arrays.equals(sound(mutant.kind()), bad), "nothing is damaged");
        Path file = put(bad);
        ImageException e = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThrows(ImageException.class, () -> use(file, mutant)));
        assertTrue(e.field().startsWith(mutant.field()), e.toString());
        assertArrayEquals(bad, Files.readAllBytes(file), e.toString());
        assertEquals(0, OpenFiles.count(), "a file was left open");
    }

    private static void use(Path file, Mutant mutant) {
        OpenOptions options = OpenOptions.format(mutant.kind().format);
        try (Image image = Image.open(file, options.writable())) {
            if (mutant.stage() == Mutants.Stage.READ) {
                image.read(0, ByteBuffer.allocate(CAPACITY));
            } else if (mutant.stage() == Mutants.Stage.WRITE) {
                image.write(5, ByteBuffer.allocate(10));
            }
        }
    }

    /** Whatever bits are flipped: an exception of ours, or other bytes. */
    @ParameterizedTest
    @EnumSource
    void noise(Kind kind) throws IOException {
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 150; i++) {
            byte[] bad = sound(kind);
            for (int j = 0; j <= i % 3; j++) {
                int head = Math.min(bad.length, i % 2 == 0 ? 100 : kind == Kind.DYNAMIC ? 1700 : 40_000);
                int at = kind == Kind.FIXED ? bad.length - 1 - random.nextInt(500) : random.nextInt(head);
                bad[at] ^= (byte) (1 << random.nextInt(8));
            }
            Path file = put(bad);
            try (Image image = Image.open(file, OpenOptions.format(kind.format))) {
                List<Extent> unused =
                        image.map(0, Math.min(image.capacity(), CAPACITY)).toList();
                image.read(0, ByteBuffer.allocate((int) Math.min(image.capacity(), CAPACITY)));
            } catch (ImageException e) {
                refused++;
            }
            assertArrayEquals(bad, Files.readAllBytes(file));
        }
        assertTrue(refused > 5, "refused: " + refused);
        assertEquals(0, OpenFiles.count());
    }

    @ParameterizedTest
    @EnumSource
    void aCutFile(Kind kind) throws IOException {
        byte[] all = sound(kind);
        for (int length : new int[] {0, 3, 4, 20, 71, 110, 510, 511, 512, 1023, 1024, 1536, 4096, 20_000, 65_536}) {
            if (length >= all.length) {
                continue;
            }
            Path file = put(Arrays.copyOf(all, length));
            ImageException e = assertThrows(
                    ImageException.class,
                    () -> {
                        try (Image image = Image.open(file, OpenOptions.format(kind.format))) {
                            image.read(0, ByteBuffer.allocate((int) Math.min(CAPACITY, image.capacity())));
                        }
                    },
                    kind + " cut at " + length);
            assertEquals(file.getFileName(), e.file().getFileName(), e.toString());
            assertEquals(length, Files.size(file));
        }
    }
}
