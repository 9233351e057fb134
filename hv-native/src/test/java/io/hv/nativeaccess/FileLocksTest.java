package io.hv.nativeaccess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LinuxOnly
class FileLocksTest {

    @TempDir
    private Path folder;

    private Path file() throws IOException {
        return Files.write(folder.resolve("file"), new byte[] {1});
    }

    @Test
    void othersSeeWhatIsShared() throws IOException {
        try (Fd one = Fd.open(file());
                Fd two = Fd.openReadOnly(file())) {
            FileLocks first = new FileLocks(one);
            FileLocks second = new FileLocks(two);
            assertTrue(first.share(100));
            assertFalse(first.isOthers(100), "one's own are not another's");
            assertTrue(second.isOthers(100));
            assertFalse(second.isOthers(99));
            assertFalse(second.isOthers(101));
            assertTrue(second.share(100));
            first.release();
            assertFalse(second.isOthers(100));
            assertTrue(first.isOthers(100));
        }
    }

    @Test
    void aProcessesLocksAreInTheWay() throws IOException {
        Path file = file();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Fd fd = Fd.open(file)) {
            FileLocks locks = new FileLocks(fd);
            try (FileLock alone = channel.lock(100, 1, false)) {
                assertTrue(alone.isValid());
                assertFalse(locks.share(100));
                assertTrue(locks.isOthers(100));
            }
            assertTrue(locks.share(100));
            assertNull(channel.tryLock(100, 1, false));
        }
    }

    @Test
    void theyEndWithTheFile() throws IOException {
        try (Fd one = Fd.open(file())) {
            try (Fd two = Fd.open(file())) {
                assertTrue(new FileLocks(two).share(7));
                assertTrue(new FileLocks(one).isOthers(7));
            }
            assertFalse(new FileLocks(one).isOthers(7));
        }
    }

    @Test
    void aWriterIsAloneAndReadersShare() throws IOException {
        try (Fd one = Fd.open(file());
                Fd two = Fd.open(file());
                Fd three = Fd.openReadOnly(file())) {
            FileLocks first = new FileLocks(one);
            assertEquals(OptionalLong.empty(), ImageLock.take(first, true));
            assertEquals(OptionalLong.of(201), ImageLock.take(new FileLocks(two), true));
            assertEquals(OptionalLong.of(101), ImageLock.take(new FileLocks(three), false));
            first.release();
            assertEquals(OptionalLong.empty(), ImageLock.take(new FileLocks(three), false));
            assertEquals(OptionalLong.empty(), ImageLock.take(first, false));
            assertEquals(OptionalLong.of(201), ImageLock.take(new FileLocks(two), true));
        }
    }

    @Test
    void whatIsClosedHasNone() throws IOException {
        Fd fd = Fd.open(file());
        fd.close();
        FileLocks locks = new FileLocks(fd);
        assertThrows(IllegalStateException.class, () -> locks.share(1));
        assertThrows(IllegalStateException.class, () -> locks.isOthers(1));
        assertThrows(IllegalStateException.class, locks::release);
    }
}
