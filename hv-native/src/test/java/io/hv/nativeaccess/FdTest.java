package io.hv.nativeaccess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LinuxOnly
class FdTest {

    @Test
    void readsAndWrites() {
        try (Fd fd = Memfd.create("hv-test", 4096)) {
            NativeMemory memory = NativeMemory.allocate(16);
            memory.buffer().putLong(0, 0x1122334455667788L).putLong(8, -1);
            assertEquals(16, fd.write(memory, 16));
            assertEquals(4080, fd.read(NativeMemory.allocate(8192), 8192));
            assertEquals(0, fd.read(memory.clear(), 16));
            assertThrows(IndexOutOfBoundsException.class, () -> fd.read(memory, 17));
        }
    }

    @Test
    void isClosedOnceAndNeverUsedAgain() throws IOException {
        Fd fd = Memfd.create("hv-test", 4096);
        Path link = Path.of("/proc/self/fd/" + fd.number());
        assertTrue(Files.readSymbolicLink(link).toString().contains("hv-test"));
        fd.close();
        assertTrue(fd.isClosed());
        assertThrows(IllegalStateException.class, fd::number);
        // The number goes to the next file, which a second close must not hit.
        try (Fd next = Memfd.create("hv-next", 4096)) {
            fd.close();
            assertFalse(next.isClosed());
            assertTrue(Files.readSymbolicLink(Path.of("/proc/self/fd/" + next.number()))
                    .toString()
                    .contains("hv-next"));
        }
    }

    @Test
    void isNotInheritedByChildren() throws IOException {
        try (Fd fd = Memfd.create("hv-test", 4096)) {
            String info = Files.readString(Path.of("/proc/self/fdinfo/" + fd.number()));
            long flags = info.lines()
                    .filter(line -> line.startsWith("flags:"))
                    .mapToLong(line -> Long.parseLong(line.substring(6).trim(), 8))
                    .findFirst()
                    .orElseThrow();
            assertTrue((flags & 0x80000) != 0, info);
        }
    }

    @Test
    void whatHasNoDiskIsNotWrittenAhead(@TempDir Path folder) throws IOException {
        Path path = Files.write(folder.resolve("file"), new byte[5000]);
        try (Fd file = Fd.open(path);
                EventFd event = new EventFd()) {
            assertTrue(file.startWriting());
            assertFalse(event.fd().startWriting());
        }
    }

    @Test
    void aRefusalNamesTheCallAndTheReason() {
        NativeException e = assertThrows(NativeException.class, () -> Fd.open(Path.of("/no/such/file")));
        assertEquals("ENOENT", e.errnoName());
        assertEquals(Errno.ENOENT, e.errno());
        assertEquals("open(/no/such/file): ENOENT (2), No such file or directory", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Fd.own(-1, "nothing"));
    }

    @Test
    void aFailedIoctlIsAnErrorNumber() {
        try (Fd fd = Memfd.create("hv-test", 4096)) {
            assertEquals(-Errno.ENOTTY, Ioctl.attempt(fd, 0xae00, 0));
            NativeException e =
                    assertThrows(NativeException.class, () -> Ioctl.call(fd, "KVM_GET_API_VERSION", 0xae00, 0));
            assertEquals("ioctl(KVM_GET_API_VERSION)", e.call());
            assertEquals(Errno.ENOTTY, e.errno());
        }
    }
}
