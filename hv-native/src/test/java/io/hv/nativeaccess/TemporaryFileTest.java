package io.hv.nativeaccess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LinuxOnly
class TemporaryFileTest {

    private static final int BLOCK = 1 << 16;

    @TempDir
    private Path folder;

    private void isUsable(Fd file) throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            assertEquals(0, names.count());
        }
        file.truncate(4L * BLOCK);
        IoVector vector = new IoVector(1);
        NativeMemory bytes = NativeMemory.allocate(BLOCK);
        assertTrue(vector.add(bytes.address(), BLOCK));
        assertEquals(BLOCK, file.writeAt(vector, 2L * BLOCK));
        assertEquals(2L * BLOCK, file.nextData(0));
        assertEquals(3L * BLOCK, file.nextHole(2L * BLOCK));
        assertEquals(-Errno.ENXIO, file.nextData(3L * BLOCK));
        assertEquals(4L * BLOCK, file.status().size());
    }

    @Test
    void hasNoName() throws IOException {
        try (Fd file = Fd.temporary(folder, "scratch")) {
            isUsable(file);
            assertTrue(file.toString().startsWith("scratch"), file.toString());
        }
        assertThrows(NativeException.class, () -> Fd.temporary(folder.resolve("none"), "scratch"));
    }

    @Test
    void losesItsNameWhereThereIsNoOtherWay() throws IOException {
        try (Fd file = Fd.unlinked(folder, "scratch")) {
            isUsable(file);
        }
    }

    @Test
    void theStatusTellsOneFileFromAnother() throws IOException {
        Path path = Files.write(folder.resolve("file"), new byte[1000]);
        Instant then = Instant.ofEpochSecond(1_500_000_000, 123_456_789);
        Object unused = Files.setLastModifiedTime(path, FileTime.from(then));
        try (Fd one = Fd.openReadOnly(path);
                Fd again = Fd.open(path);
                Fd other = Fd.temporary(folder, "scratch")) {
            FileStatus status = one.status();
            assertEquals(Files.getAttribute(path, "unix:ino"), status.inode());
            assertEquals(Files.getAttribute(path, "unix:dev"), status.device());
            assertEquals(1000, status.size());
            assertEquals(1_500_000_000_123_456_789L, status.modifiedNanos());
            assertEquals(status, again.status());
            assertEquals(status, FileStatus.of(path));
            assertTrue(other.status().inode() != status.inode());
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), path);
        assertEquals(FileStatus.of(path), FileStatus.of(link));
        NativeException gone = assertThrows(NativeException.class, () -> FileStatus.of(folder.resolve("none")));
        assertEquals("ENOENT", gone.errnoName());
    }

    @Test
    void aVectorGivesTheMemoryOfItsPieces() {
        NativeMemory bytes = NativeMemory.allocate(16);
        IoVector vector = new IoVector(2);
        assertThrows(IllegalStateException.class, () -> vector.firstPiece(8));
        assertTrue(vector.add(bytes.address() + 2, 4) && vector.add(bytes.address() + 8, 8));
        vector.advance(1);
        assertEquals(3, vector.firstPiece(100).remaining());
        assertEquals(2, vector.firstPiece(2).remaining());
        Object unused = vector.firstPiece(100).put(0, (byte) 7);
        assertEquals(7, bytes.buffer().get(3));
        vector.advance(3);
        assertEquals(8, vector.firstPiece(100).remaining());
        vector.advance(8);
        assertThrows(IllegalStateException.class, () -> vector.firstPiece(1));
    }
}
