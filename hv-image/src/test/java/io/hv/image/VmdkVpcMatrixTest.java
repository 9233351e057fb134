package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
        return Sample.oneOf(2, all());
    }

    private static List<MatrixRow> all() throws IOException {
        return MatrixRow.all("matrix-vmdk-vpc.txt");
    }

    @Test
    void thereAreEnough() throws IOException {
        assertTrue(all().size() >= 30, "rows: " + all().size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    @Execution(ExecutionMode.CONCURRENT)
    void alike(MatrixRow row) throws IOException {
        MatrixImage made = MatrixImage.make(row, folder);
        long capacity;
        try (Image image = made.open();
                Image expected = made.openExpected()) {
            capacity = image.capacity();
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
            stream(made);
        } else if (capacity > LARGE) {
            large(made);
        } else {
            byte[] model = made.expected();
            made.write(model, new Random(row.hashCode()), WRITES);
            made.has(model);
        }
        if (row.format().equals("vmdk")) {
            made.isSound();
        }
    }

    private static byte[] bytes(Image image, long mib) {
        return MatrixTest.bytes(image, mib << 20, 1 << 20);
    }

    /** What was written across the end of the first two gigabytes is where QEMU looks for it. */
    private void large(MatrixImage made) {
        byte[] bytes = new byte[1 << 20];
        Arrays.fill(bytes, (byte) 0x5a);
        try (Image image = Image.open(made.file(), made.options().writable())) {
            image.write((2048L << 20) - 300_000, ByteBuffer.wrap(bytes, 0, 600_000));
            image.write(5 << 20, ByteBuffer.wrap(bytes));
            image.zero((1 << 30) + 1000, 5000);
        }
        Qemu.io(
                folder,
                List.of("-r", "-f", made.row().format()),
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
    private static void stream(MatrixImage made) throws IOException {
        byte[] grain = new byte[1 << 16];
        new Random(4).nextBytes(grain);
        byte[] model = made.expected();
        int last = model.length / grain.length * grain.length;
        int tail = last == model.length ? grain.length : model.length - last;
        try (Image image = Image.open(made.file(), made.options().writable())) {
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
        made.has(model);
    }
}
