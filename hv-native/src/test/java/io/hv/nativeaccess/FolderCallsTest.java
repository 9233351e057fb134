package io.hv.nativeaccess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LinuxOnly
class FolderCallsTest {

    private static final int RDWR = 2;

    @TempDir
    private Path path;

    private final FolderCalls calls = new FolderCalls();
    private Fd folder;
    private Fd descriptors;

    @BeforeEach
    void open() {
        folder = FolderCalls.openFolder(path);
        descriptors = FolderCalls.descriptors();
    }

    @AfterEach
    void close() {
        folder.close();
        descriptors.close();
    }

    private static byte[] name(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void namesAreTakenAndNothingElse() {
        for (String none : List.of("", ".", "..", "/", "a/b", "../x", "a\0b", "n".repeat(256))) {
            assertFalse(FolderCalls.isName(name(none)), none);
            assertThrows(IllegalArgumentException.class, () -> calls.open(folder, name(none), 0, 0));
            assertThrows(IllegalArgumentException.class, () -> calls.look(folder, name(none)));
            assertThrows(IllegalArgumentException.class, () -> calls.unlink(folder, name(none), false));
            assertThrows(IllegalArgumentException.class, () -> calls.mkdir(folder, name(none), 0));
            assertThrows(IllegalArgumentException.class, () -> calls.symlink(name("x"), folder, name(none)));
            assertThrows(IllegalArgumentException.class, () -> calls.link(descriptors, folder, folder, name(none)));
            assertThrows(IllegalArgumentException.class, () -> calls.rename(folder, name("x"), folder, name(none), 0));
        }
        for (String good : List.of("a", "...", ".a", "..a", "ä", "n".repeat(255))) {
            assertTrue(FolderCalls.isName(name(good)), good);
            assertEquals(-Errno.ENOENT, calls.look(folder, name(good)));
        }
    }

    @Test
    void whatIsOpenByItsPathIsOpenedAgain() throws IOException {
        Files.writeString(path.resolve("file"), "content");
        try (Fd only = Fd.own(calls.open(folder, name("file"), FolderCalls.PATH_ONLY, 0), "path");
                Fd file = Fd.own(calls.reopen(descriptors, only, RDWR), "file")) {
            assertEquals(-Errno.EBADF, only.read(NativeMemory.allocate(16), 16));
            assertEquals(7, file.read(NativeMemory.allocate(16), 16));
            assertEquals(0, calls.chmod(descriptors, only, 0604));
            assertEquals(0, calls.look(only));
            FileAttributes attributes = calls.attributes();
            assertEquals(FileAttributes.REGULAR | 0604, attributes.mode());
            assertEquals(7, attributes.size());
            assertEquals(Files.getAttribute(path.resolve("file"), "unix:ino"), attributes.inode());
            assertEquals(Files.getAttribute(path.resolve("file"), "unix:dev"), attributes.device());
            assertEquals(0, calls.access(descriptors, only, 4));
            assertEquals(0, FileCalls.resize(file, 3));
            assertEquals(0, FileCalls.sync(file, true));
            assertEquals(0, FileCalls.sync(file, false));
            assertEquals("con", Files.readString(path.resolve("file")));
            assertEquals(-Errno.EINVAL, FileCalls.resize(file, -1));
            assertEquals(-Errno.ENXIO, FileCalls.seek(file, 100, 3));
        }
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Files.createSymbolicLink(path.resolve("link"), Path.of("/"));
        assertEquals(-Errno.ELOOP, calls.open(folder, name("link"), 0, 0));
        try (Fd link = Fd.own(calls.open(folder, name("link"), FolderCalls.PATH_ONLY, 0), "link")) {
            assertEquals(1, calls.readLink(link));
            assertArrayEquals(new byte[] {'/'}, calls.target(1));
            assertEquals(-Errno.ENOTDIR, calls.open(link, name("etc"), FolderCalls.PATH_ONLY, 0));
            assertEquals(-Errno.ELOOP, calls.reopen(descriptors, link, 0));
            assertEquals(0, calls.look(link));
            assertTrue(calls.attributes().is(FileAttributes.LINK));
        }
    }

    @Test
    void whatIsMountedBelowIsNotEntered() {
        try (Fd root = FolderCalls.openFolder(Path.of("/"))) {
            assertEquals(-Errno.EXDEV, calls.open(root, name("proc"), FolderCalls.PATH_ONLY, 0));
            assertEquals(0, calls.look(root, name("proc")));
            assertTrue(calls.attributes().mountRoot());
        }
        assertEquals(0, calls.look(folder));
        assertTrue(calls.space(folder).blocks() > 0);
    }

    @Test
    void namesAreMadeAndTakenAway() throws IOException {
        assertEquals(0, calls.mkdir(folder, name("d"), 0700));
        assertEquals(-Errno.EEXIST, calls.mkdir(folder, name("d"), 0700));
        assertEquals(0, calls.mknod(folder, name("p"), FileAttributes.PIPE | 0600));
        assertThrows(IllegalArgumentException.class, () -> calls.mknod(folder, name("c"), 0020600));
        assertEquals(0, calls.symlink(name("target"), folder, name("s")));
        try (Fd made = Fd.own(calls.open(folder, name("f"), FolderCalls.CREATE_NEW | RDWR, 0600), "made")) {
            assertEquals(0, calls.link(descriptors, made, folder, name("g")));
        }
        assertEquals(-Errno.EEXIST, calls.open(folder, name("f"), FolderCalls.CREATE_NEW | RDWR, 0600));
        assertEquals(0, calls.rename(folder, name("g"), folder, name("h"), 1));
        assertTrue(Files.isSameFile(path.resolve("f"), path.resolve("h")));
        assertEquals(0, calls.rename(folder, name("d"), folder, name("x"), 0));
        assertEquals(-Errno.ENOTDIR, calls.unlink(folder, name("f"), true));
        assertEquals(0, calls.unlink(folder, name("x"), true));
        try (Fd list = Fd.own(calls.reopen(descriptors, folder, FolderCalls.LISTING), "list")) {
            assertTrue(calls.list(list, NativeMemory.allocate(4096)) > 0);
            assertEquals(0, calls.list(list, NativeMemory.allocate(4096)));
        }
    }
}
