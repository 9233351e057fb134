package io.hv.nativeaccess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LinuxOnly
class HolesTest {

    private static final int BLOCK = 1 << 16;

    @TempDir
    private Path folder;

    private final AtomicInteger told = new AtomicInteger();

    private Path full() throws IOException {
        byte[] bytes = new byte[4 * BLOCK];
        Arrays.fill(bytes, (byte) 7);
        return Files.write(folder.resolve("file"), bytes);
    }

    @Test
    void spaceIsGivenBack() throws IOException {
        Path path = full();
        try (Fd file = Fd.open(path)) {
            Holes holes = new Holes(file, told::incrementAndGet);
            if (holes.punch(BLOCK, 2 * BLOCK)) {
                assertEquals(BLOCK, file.nextHole(0));
                assertEquals(3 * BLOCK, file.nextData(BLOCK));
                assertEquals(0, told.get());
                byte[] expected = new byte[4 * BLOCK];
                Arrays.fill(expected, (byte) 7);
                Arrays.fill(expected, BLOCK, 3 * BLOCK, (byte) 0);
                assertArrayEquals(expected, Files.readAllBytes(path));
            } else {
                assertEquals(1, told.get());
            }
        }
    }

    /** It is asked once, and told once. */
    @Test
    void whatKnowsNoHolesIsNotAskedAgain() throws IOException {
        try (Fd file = Fd.open(Path.of("/dev/zero"))) {
            Holes holes = new Holes(file, told::incrementAndGet);
            for (int i = 0; i < 3; i++) {
                assertFalse(holes.punch(0, BLOCK));
                assertFalse(holes.zero(0, BLOCK));
            }
            assertEquals(1, told.get());
        }
    }

    @Test
    void aFailureIsOne() throws IOException {
        try (Fd file = Fd.openReadOnly(full())) {
            Holes holes = new Holes(file, told::incrementAndGet);
            IOException e = assertThrows(IOException.class, () -> holes.punch(0, BLOCK));
            assertTrue(String.valueOf(e.getMessage()).contains("EBADF"), e.toString());
            assertThrows(IOException.class, () -> holes.zero(0, BLOCK));
            assertEquals(0, told.get());
        }
    }
}
