package io.hv.kvm.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.virtio.block.BlockIo;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Raw images, where the file system can do all and where it cannot. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "fallocate")
@Timeout(60)
class RawFileTest {

    private static final int SIZE = 1 << 18;

    @TempDir
    private Path folder;

    private static byte[] full() {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }

    private static void becomesZero(Path image) throws IOException {
        byte[] expected = full();
        try (RawFile file = RawFile.open(image, false)) {
            BlockIo io = file.io(8);
            io.zero(4096, 100_352, true);
            io.zero(200_704, 512, false);
        }
        Arrays.fill(expected, 4096, 4096 + 100_352, (byte) 0);
        Arrays.fill(expected, 200_704, 200_704 + 512, (byte) 0);
        assertArrayEquals(expected, Files.readAllBytes(image));
    }

    @Test
    void zeros() throws IOException {
        becomesZero(Files.write(folder.resolve("disk.raw"), full()));
    }

    /** tmpfs punches holes and knows no zero range, so that zeros are written. */
    @Test
    void zerosInMemory() throws IOException {
        Path image = Files.write(Files.createTempFile(Path.of("/dev/shm"), "hv", ".raw"), full());
        try {
            becomesZero(image);
        } finally {
            Files.delete(image);
        }
    }

    @Test
    void whatIsDiscardedNeedNotVanish() throws IOException {
        try (RawFile file = RawFile.open(Path.of("/dev/zero"), false)) {
            assertTrue(file.discards());
            file.discard(0, 512);
            file.discard(0, 512);
            // 64 KiB at a time.
            file.io(1).zero(0, 100_352, true);
        }
    }

    @Test
    void aResizeKeepsWholeSectors() throws IOException {
        Path image = Files.write(folder.resolve("disk.raw"), new byte[SIZE + 100]);
        try (RawFile file = RawFile.open(image, false)) {
            assertEquals(SIZE, file.capacity());
            file.resize(1024);
            assertEquals(1024, file.capacity());
        }
        assertEquals(1024, Files.size(image));
    }

    @Test
    void aPipeIsNoDisk() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        NativeException refused = assertThrows(NativeException.class, () -> {
            RawFile file = RawFile.open(fifo, false);
            file.close();
        });
        assertEquals("ESPIPE", refused.errnoName());
    }
}
