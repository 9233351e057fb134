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
            String flags = flags(mapping.address());
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

    @Test
    void aPrivateCopyAndItsFileDoNotSeeEachOther() {
        try (Fd fd = Memfd.create("hv-private", 2 * 4096);
                Mapping shared = Mapping.shared(fd, 2 * 4096);
                Mapping own = Mapping.ofPrivate(fd, 2 * 4096)) {
            shared.view(0, 8).putLong(0, 1);
            assertEquals(1, own.view(0, 8).getLong(0), "not written yet, so still the file's");
            own.view(0, 8).putLong(0, 2);
            assertEquals(1, shared.view(0, 8).getLong(0));
            shared.view(0, 8).putLong(0, 3);
            assertEquals(2, own.view(0, 8).getLong(0));
        }
    }

    @Test
    void becomesPrivateWhereItIsAndTheFileCanBeSealed() throws IOException {
        try (Fd fd = Memfd.create("hv-become", 4096);
                Mapping mapping = Mapping.shared(fd, 4096)) {
            ByteBuffer view = mapping.view(0, 4096);
            view.putLong(0, 42);
            long address = mapping.address();
            mapping.becomePrivate(fd);
            assertEquals(address, mapping.address());
            assertTrue(flags(address).contains(" dc"), "not inherited by children");
            Memfd.seal(fd, Memfd.SEAL_WRITE | Memfd.SEAL_SHRINK | Memfd.SEAL_GROW | Memfd.SEAL_SEAL);
            assertEquals(42, view.getLong(0));
            view.putLong(0, 43);
            try (Mapping other = Mapping.ofPrivate(fd, 4096)) {
                assertEquals(42, other.view(0, 8).getLong(0));
            }
            assertEquals(43, view.getLong(0));
        }
    }

    @Test
    void whatIsSharedIsTheSameBeforeAndAfterItsPagesMoveAway() throws IOException {
        long size = 5 << 20;
        try (Fd fd = Memfd.create("hv-away", size);
                Mapping mapping = Mapping.shared(fd, size)) {
            ByteBuffer view = mapping.view(0, (int) size);
            view.putLong(0, 42).putLong((int) size - 8, 43);
            Mapping away = mapping.moveAway().orElseThrow();
            assertEquals(42, view.getLong(0));
            assertEquals(43, away.view(size - 8, 8).getLong(0));
            assertTrue(flags(away.address()).contains(" dc"), "not inherited by children");
            mapping.becomePrivate(fd);
            view.putLong(0, 44);
            assertEquals(42, away.view(0, 8).getLong(0));
            assertEquals(
                    "EBUSY",
                    assertThrows(NativeException.class, () -> Memfd.seal(fd, Memfd.SEAL_WRITE))
                            .errnoName());
            away.close();
            Memfd.seal(fd, Memfd.SEAL_WRITE);
            assertEquals(43, view.getLong((int) size - 8));
        }
        assertFalse(maps("hv-away"));
    }

    @Test
    void whatIsPrivateMovesAway() {
        try (Fd fd = Memfd.create("hv-away", 8192);
                Mapping mapping = Mapping.ofPrivate(fd, 8192)) {
            mapping.view(4096, 8).putLong(0, 42);
            try (Mapping away = mapping.moveAway().orElseThrow()) {
                assertEquals(0, mapping.view(4096, 8).getLong(0));
                assertEquals(42, away.view(4096, 8).getLong(0));
            }
        }
    }

    @Test
    void becomesSharedAgain() {
        try (Fd fd = Memfd.create("hv-again", 4096);
                Mapping mapping = Mapping.ofPrivate(fd, 4096)) {
            mapping.view(0, 8).putLong(0, 42);
            mapping.becomeShared(fd);
            assertEquals(0, mapping.view(0, 8).getLong(0), "what was private is lost");
            mapping.view(0, 8).putLong(0, 44);
            try (Mapping other = Mapping.shared(fd, 4096)) {
                assertEquals(44, other.view(0, 8).getLong(0));
            }
        }
    }

    @Test
    void holesTakeNoMemory() {
        try (Fd fd = Memfd.create("hv-holes", SIZE);
                Mapping mapping = Mapping.shared(fd, SIZE)) {
            assertEquals(0, fd.allocated());
            mapping.view(SIZE / 2, 8).putLong(0, 1);
            assertTrue(fd.allocated() >= 4096 && fd.allocated() <= 2 << 20, () -> fd.allocated() + " bytes");
            long data = fd.nextData(0);
            assertTrue(data <= SIZE / 2 && fd.nextHole(data) > SIZE / 2, () -> "data at " + data);
            assertEquals(SIZE - 4096, fd.nextHole(SIZE - 4096));
        }
    }

    private static String flags(long address) throws IOException {
        String entry = Files.readString(Path.of("/proc/self/smaps"));
        return entry.substring(entry.indexOf(Long.toHexString(address) + "-"))
                .lines()
                .filter(line -> line.startsWith("VmFlags:"))
                .findFirst()
                .orElseThrow();
    }

    private static boolean maps(String name) throws IOException {
        return Files.readString(Path.of("/proc/self/maps")).contains(name);
    }
}
