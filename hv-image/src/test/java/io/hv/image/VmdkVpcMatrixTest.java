package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** VMDK and VHD as qemu-img makes them are read alike here, and what is written here is alike there. */
class VmdkVpcMatrixTest {

    private static final long LARGE = 100L << 20;
    private static final int WRITES = 40;

    @TempDir
    private Path folder;

    @BeforeAll
    static void tools() {
        Qemu.assumeInstalled();
    }

    static List<MatrixRow> rows() throws IOException {
        return MatrixRow.all("matrix-vmdk-vpc.txt");
    }

    @Test
    void thereAreEnough() throws IOException {
        assertTrue(rows().size() >= 30, "rows: " + rows().size());
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
            assertEquals(expected.capacity(), image.capacity());
            if (image.capacity() > LARGE) {
                for (long mib : new long[] {0, 1023, 1024, 2046, 2047, 2048}) {
                    assertArrayEquals(bytes(expected, mib), bytes(image, mib));
                }
            } else {
                assertEquals(Optional.empty(), image.firstDifference(expected));
            }
        }
        if (row.options().contains("streamOptimized")) {
            stream(file, options);
        } else if (Files.size(folder.resolve("expected.raw")) > LARGE) {
            large(file, row, options);
        } else {
            byte[] model = Files.readAllBytes(folder.resolve("expected.raw"));
            write(file, options, model, new Random(row.hashCode()));
            same(row, model);
        }
        check(row);
    }

    private static byte[] bytes(Image image, long mib) {
        return MatrixTest.bytes(image, mib << 20, 1 << 20);
    }

    private void check(MatrixRow row) {
        if (row.format().equals("vmdk")) {
            Qemu.img(folder, "check", "-q", "-f", "vmdk", MatrixRow.IMAGE);
        }
    }

    private void same(MatrixRow row, byte[] model) throws IOException {
        Files.write(folder.resolve("model.raw"), model);
        Qemu.img(folder, "compare", "-q", "-f", "raw", "-F", row.format(), "model.raw", MatrixRow.IMAGE);
    }

    private static void write(Path file, OpenOptions options, byte[] model, Random random) {
        try (Image image = Image.open(file, options.writable())) {
            for (int i = 0; i < WRITES; i++) {
                int length = 1 + random.nextInt(i % 5 == 0 ? 700_000 : 9000);
                int at = random.nextInt(model.length - length + 1);
                switch (random.nextInt(6)) {
                    case 0 -> {
                        image.zero(at, length);
                        Arrays.fill(model, at, at + length, (byte) 0);
                    }
                    case 1 -> {
                        image.discard(at, length);
                        System.arraycopy(MatrixTest.bytes(image, at, length), 0, model, at, length);
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
        try (Image image = Image.open(file, options)) {
            assertArrayEquals(model, MatrixTest.bytes(image, 0, model.length));
        }
    }

    /** What was written across the end of the first two gigabytes is where QEMU looks for it. */
    private void large(Path file, MatrixRow row, OpenOptions options) {
        byte[] bytes = new byte[1 << 20];
        Arrays.fill(bytes, (byte) 0x5a);
        try (Image image = Image.open(file, options.writable())) {
            image.write((2048L << 20) - 300_000, ByteBuffer.wrap(bytes, 0, 600_000));
            image.write(5 << 20, ByteBuffer.wrap(bytes));
            image.zero((1 << 30) + 1000, 5000);
        }
        Qemu.io(
                folder,
                List.of("-r", "-f", row.format()),
                MatrixRow.IMAGE,
                List.of(
                        "read -P 0x5a " + ((2048L << 20) - 300_000) + " 600000",
                        "read -P 0x22 2047M 700k",
                        "read -P 0x5a 5M 1M",
                        "read -P 0 6M 1M",
                        "read -P 0x11 1G 1000",
                        "read -P 0 " + ((1 << 30) + 1000) + " 5000",
                        "read -P 0x11 " + ((1 << 30) + 6000) + " 96400"));
    }

    /** Grains are put behind what is there; none is written twice. */
    private void stream(Path file, OpenOptions options) throws IOException {
        byte[] grain = new byte[1 << 16];
        new Random(4).nextBytes(grain);
        byte[] model = Files.readAllBytes(folder.resolve("expected.raw"));
        int last = model.length / grain.length * grain.length;
        int tail = last == model.length ? grain.length : model.length - last;
        try (Image image = Image.open(file, options.writable())) {
            image.write(3 << 20, ByteBuffer.wrap(grain));
            image.writeCompressed(model.length - tail, ByteBuffer.wrap(grain, 0, tail));
            assertEquals(
                    "grain",
                    assertThrows(ImageException.class, () -> image.write(3 << 20, ByteBuffer.wrap(grain)))
                            .field());
            assertEquals(
                    "grain",
                    assertThrows(ImageException.class, () -> image.write(100, ByteBuffer.allocate(1)))
                            .field());
            assertEquals(
                    "grain",
                    assertThrows(ImageException.class, () -> image.zero(3 << 20, 10))
                            .field());
            image.zero(4_000_000, 10);
        }
        System.arraycopy(grain, 0, model, 3 << 20, grain.length);
        System.arraycopy(grain, 0, model, model.length - tail, tail);
        try (Image image = Image.open(file, options)) {
            assertArrayEquals(model, MatrixTest.bytes(image, 0, model.length));
        }
        Files.write(folder.resolve("model.raw"), model);
        Qemu.img(folder, "compare", "-q", "-f", "raw", "-F", "vmdk", "model.raw", MatrixRow.IMAGE);
    }
}
