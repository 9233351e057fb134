package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
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

/** What qemu-img makes and qemu-io writes is read alike here, and what is written here is clean and alike there. */
class MatrixTest {

    private static final long LARGE = 64L << 20;
    private static final int WRITES = 25;

    @TempDir
    private Path folder;

    @BeforeAll
    static void tools() {
        Qemu.assumeInstalled();
    }

    static List<MatrixRow> rows() throws IOException {
        return Sample.oneOf(3, MatrixRow.all());
    }

    @Test
    void thereAreEnough() throws IOException {
        List<MatrixRow> all = MatrixRow.all();
        assertTrue(all.size() >= 80, "rows: " + all.size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    @Execution(ExecutionMode.CONCURRENT)
    void alike(MatrixRow row) throws IOException {
        MatrixImage made = MatrixImage.make(row, folder);
        try (Image image = made.open();
                Image expected = made.openExpected()) {
            // Of a raw file of an odd length QEMU's tools make whole sectors.
            assertEquals(expected.capacity(), image.capacity());
            if (image.capacity() > LARGE) {
                same(image, expected, 1L << 30, 1 << 20);
                same(image, expected, 899L << 30, 1 << 20);
                return;
            }
            assertEquals(Optional.empty(), image.firstDifference(expected));
        }
        byte[] model = made.expected();
        if (row.isWritten()) {
            made.write(model, new Random(row.hashCode()), WRITES);
        }
        made.has(model);
        if (row.isChecked()) {
            made.isSound();
        }
    }

    private static void same(Image image, Image expected, long offset, int length) {
        assertArrayEquals(bytes(expected, offset, length), bytes(image, offset, length));
    }

    static byte[] bytes(Image image, long offset, int length) {
        return MatrixImage.bytes(image, offset, length);
    }
}
