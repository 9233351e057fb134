package io.hv.nativeaccess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@LinuxOnly
class MappingTest {

    private static final long SIZE = 3L << 30;

    @Test
    void isTheFile() {
        try (Fd fd = Memfd.create("hv-map", SIZE);
                Mapping one = Mapping.shared(fd, SIZE);
                Mapping other = Mapping.shared(fd, SIZE)) {
            ByteBuffer written = one.view(SIZE - 4096, 4096);
            written.putLong(8, 0x1122334455667788L);
            assertEquals(0x1122334455667788L, other.view(SIZE - 4096, 4096).getLong(8));
            assertThrows(IndexOutOfBoundsException.class, () -> one.view(SIZE - 4095, 4096));
            assertThrows(IndexOutOfBoundsException.class, () -> one.view(-1, 2));
        }
    }

    @Test
    void isGoneAfterClose() throws IOException {
        try (Fd fd = Memfd.create("hv-gone", 4096)) {
            Mapping mapping = Mapping.shared(fd, 4096);
            assertTrue(maps("hv-gone"));
            mapping.close();
            assertFalse(maps("hv-gone"));
            mapping.close();
            assertThrows(IllegalStateException.class, mapping::address);
            assertThrows(IllegalStateException.class, () -> mapping.view(0, 1));
        }
    }

    @Test
    void isNotInheritedByChildren() throws IOException {
        try (Fd fd = Memfd.create("hv-fork", 4096);
                Mapping mapping = Mapping.shared(fd, 4096)) {
            String entry = Files.readString(Path.of("/proc/self/smaps"));
            String flags = entry.substring(entry.indexOf(Long.toHexString(mapping.address()) + "-"))
                    .lines()
                    .filter(line -> line.startsWith("VmFlags:"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(flags.contains(" dc"), flags);
        }
    }

    @Test
    void writeIsSealedOnlyWhenNobodyCanWrite() {
        try (Fd fd = Memfd.create("hv-seal", 4096)) {
            Mapping mapping = Mapping.shared(fd, 4096);
            NativeException busy =
                    assertThrows(NativeException.class, () -> Memfd.seal(fd, Memfd.SEAL_WRITE | Memfd.SEAL_SHRINK));
            assertEquals("EBUSY", busy.errnoName());
            mapping.close();
            Memfd.seal(fd, Memfd.SEAL_WRITE | Memfd.SEAL_SHRINK | Memfd.SEAL_GROW | Memfd.SEAL_SEAL);
            assertEquals(-Errno.EPERM, fd.write(NativeMemory.allocate(8), 8));
            assertThrows(NativeException.class, () -> Mapping.shared(fd, 4096));
        }
    }

    private static boolean maps(String name) throws IOException {
        return Files.readString(Path.of("/proc/self/maps")).contains(name);
    }
}
