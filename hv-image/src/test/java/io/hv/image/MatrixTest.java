package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What qemu-img makes and qemu-io writes is read alike here, and what is written here is clean and alike there. */
class MatrixTest {

    private static final long LARGE = 64L << 20;

    @TempDir
    private Path folder;

    @BeforeAll
    static void tools() {
        Qemu.assumeInstalled();
    }

    static List<MatrixRow> rows() throws IOException {
        return MatrixRow.all();
    }

    @Test
    void thereAreEnough() throws IOException {
        assertTrue(rows().size() >= 80, "rows: " + rows().size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    @Execution(ExecutionMode.CONCURRENT)
    void alike(MatrixRow row) throws IOException {
        row.make(folder);
        Path file = folder.resolve(MatrixRow.IMAGE);
        OpenOptions options =
                OpenOptions.format(ImageFormat.valueOf(row.format().toUpperCase(Locale.ROOT)));
        Qemu.img(folder, "convert", "-t", "unsafe", "-f", row.format(), "-O", "raw", MatrixRow.IMAGE, "expected.raw");
        try (Image image = Image.open(file, options);
                Image expected = Image.open(folder.resolve("expected.raw"), OpenOptions.format(ImageFormat.RAW))) {
            // Of a raw file of an odd length QEMU's tools make whole sectors.
            assertEquals(expected.capacity(), image.capacity());
            if (image.capacity() > LARGE) {
                same(image, expected, 1L << 30, 1 << 20);
                same(image, expected, 899L << 30, 1 << 20);
                return;
            }
            assertEquals(java.util.Optional.empty(), image.firstDifference(expected));
        }
        byte[] model = Files.readAllBytes(folder.resolve("expected.raw"));
        if (row.isWritten()) {
            write(file, options, model, row.hashCode());
        }
        try (Image image = Image.open(file, options)) {
            assertArrayEquals(model, bytes(image, 0, model.length));
            if (row.isChecked()) {
                assertEquals(List.of(), image.check().findings());
            }
        }
        if (row.isChecked()) {
            Qemu.img(folder, "check", "-q", "-f", row.format(), MatrixRow.IMAGE);
        }
        Files.write(folder.resolve("model.raw"), model);
        Qemu.img(folder, "compare", "-q", "-f", "raw", "-F", row.format(), "model.raw", MatrixRow.IMAGE);
    }

    private static void same(Image image, Image expected, long offset, int length) {
        assertArrayEquals(bytes(expected, offset, length), bytes(image, offset, length));
    }

    static byte[] bytes(Image image, long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        image.read(offset, bytes);
        return bytes.array();
    }

    private static void write(Path file, OpenOptions options, byte[] model, long seed) {
        Random random = new Random(seed);
        try (Image image = Image.open(file, options.writable())) {
            for (int i = 0; i < 25; i++) {
                int length = 1 + random.nextInt(Math.min(model.length, i % 5 == 0 ? 700_000 : 9000));
                int at = random.nextInt(model.length - length + 1);
                switch (random.nextInt(5)) {
                    case 0 -> {
                        image.zero(at, length);
                        Arrays.fill(model, at, at + length, (byte) 0);
                    }
                    case 1 -> {
                        image.discard(at, length);
                        System.arraycopy(bytes(image, at, length), 0, model, at, length);
                    }
                    default -> {
                        byte[] bytes = new byte[length];
                        random.nextBytes(bytes);
                        image.write(at, ByteBuffer.wrap(bytes));
                        System.arraycopy(bytes, 0, model, at, length);
                    }
                }
            }
        }
    }
}
