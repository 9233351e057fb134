package io.hv.kvm.virtio;

import static io.hv.kvm.virtio.FsClient.OK;
import static io.hv.kvm.virtio.FsClient.RDONLY;
import static io.hv.kvm.virtio.FsClient.RDWR;
import static io.hv.kvm.virtio.FsClient.ROOT;
import static io.hv.kvm.virtio.FsClient.WRONLY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.virtio.FsClient.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A guest uses a folder of this host as it is meant to be used. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "openat2 and statx")
class FsHostTest {

    private static final int ENOENT = 2;
    private static final int EBADF = 9;
    private static final int EEXIST = 17;
    private static final int ENOTDIR = 20;
    private static final int EISDIR = 21;
    private static final int EINVAL = 22;
    private static final int EROFS = 30;
    private static final int ENOTEMPTY = 39;
    private static final int EOPNOTSUPP = 95;
    private static final int ESTALE = 116;
    private static final int EXCLUSIVE = 0x80;
    private static final int TRUNCATE = 0x200;
    private static final int APPEND = 0x400;

    @TempDir
    private Path folder;

    private FsClient guest;

    @BeforeEach
    void begin() {
        guest = new FsClient(folder, false);
    }

    @AfterEach
    void end() {
        guest.close();
    }

    @Test
    void whatTheHostHasIsFoundAndRead() throws IOException {
        Path file = Files.createDirectories(folder.resolve("a/b")).resolve("file");
        byte[] bytes = new byte[50_000];
        new Random(1).nextBytes(bytes);
        Files.write(file, bytes);
        Answer found = guest.lookup(guest.walk("a", "b"), "file");
        assertEquals(bytes.length, found.size());
        assertEquals(0100000, found.mode() & 0170000);
        assertArrayEquals(bytes, guest.content(found.node()));
        long handle = guest.open(found.node(), RDONLY).number();
        Answer part = guest.read(handle, 49_990, 4096);
        assertEquals(10, part.body().remaining());
        assertEquals(0, guest.read(handle, 60_000, 16).body().remaining());
        assertEquals(EBADF, guest.write(handle, 0, (byte) 1).error());
        assertEquals(OK, guest.release(handle).error());
        assertEquals(EBADF, guest.release(handle).error());
        assertEquals(EBADF, guest.read(handle, 0, 16).error());
        assertEquals(ENOENT, guest.lookup(ROOT, "nothing").error());
        assertEquals(ENOTDIR, guest.lookup(found.node(), "x").error());
        assertEquals(ESTALE, guest.lookup(1_000_000, "x").error());
    }

    @Test
    void whatTheGuestWritesIsThere() throws IOException {
        Answer created = guest.create(ROOT, "new", 0640, RDWR);
        long node = created.node();
        long handle = created.body().getLong(128);
        byte[] bytes = new byte[70_000];
        new Random(2).nextBytes(bytes);
        Answer written = guest.write(handle, 3, bytes);
        assertEquals(bytes.length, written.body().getInt(0));
        byte[] expected = new byte[bytes.length + 3];
        System.arraycopy(bytes, 0, expected, 3, bytes.length);
        assertArrayEquals(expected, Files.readAllBytes(folder.resolve("new")));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))));
        for (int kind : new int[] {0, 1}) {
            assertEquals(
                    OK,
                    guest.ask(
                                    new FuseMessage(FuseMessage.FSYNC, node)
                                            .longs(handle)
                                            .ints(kind, 0),
                                    0)
                            .error());
        }
        assertEquals(
                OK,
                guest.ask(new FuseMessage(FuseMessage.FLUSH, node).longs(handle, 0, 0), 0)
                        .error());
        assertEquals(EEXIST, guest.create(ROOT, "new", 0640, RDWR | EXCLUSIVE).error());
        Answer again = guest.create(ROOT, "new", 0640, RDWR | TRUNCATE);
        assertEquals(node, again.node());
        assertEquals(0, Files.size(folder.resolve("new")));
        long appending = guest.open(node, WRONLY | APPEND).number();
        assertEquals(OK, guest.write(appending, 0, (byte) 'a').error());
        assertEquals(OK, guest.write(appending, 0, (byte) 'b').error());
        assertEquals("ab", Files.readString(folder.resolve("new")));
    }

    @Test
    void attributesAreChanged() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "content");
        long node = guest.walk("file");
        assertEquals(OK, guest.chmod(node, 0604).error());
        assertEquals("rw----r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(OK, guest.truncate(node, 4).error());
        assertEquals("cont", Files.readString(file));
        long handle = guest.open(node, RDWR).number();
        Answer grown = guest.change(node, 1 << 3 | 1 << 6, handle, 10, 0, 0, 0);
        assertEquals(10, grown.body().getLong(16 + 8));
        assertEquals(
                OK, guest.change(node, 1 << 4 | 1 << 5, 0, 0, 1_000_000, 0, 0).error());
        assertEquals(
                FileTime.fromMillis(1_000_000_000L),
                FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis()));
        assertEquals(OK, guest.change(node, 1 << 8, 0, 0, 0, 0, 0).error());
        assertTrue(Files.getLastModifiedTime(file).toMillis() > 1_000_000_000L);
        assertEquals(EINVAL, guest.truncate(node, -1).error());
        assertEquals(EISDIR, guest.truncate(ROOT, 0).error());
    }

    @Test
    void aSymbolicLinkIsReadAndItsTimesAreSet() throws IOException {
        Answer made = guest.symlink(ROOT, "link", "some/where");
        assertEquals(0120000, made.mode() & 0170000);
        assertEquals(
                "some/where", Files.readSymbolicLink(folder.resolve("link")).toString());
        assertEquals("some/where", guest.readLink(made.node()).text());
        assertEquals(OK, guest.change(made.node(), 1 << 5, 0, 0, 500, 0, 0).error());
        assertEquals(
                500_000,
                Files.getLastModifiedTime(folder.resolve("link"), java.nio.file.LinkOption.NOFOLLOW_LINKS)
                        .toMillis());
        assertEquals(EINVAL, guest.readLink(ROOT).error());
        assertEquals(36, guest.symlink(ROOT, "long", "x".repeat(4096)).error());
        assertEquals(ENOENT, guest.symlink(ROOT, "empty", "").error());
    }

    @Test
    void namesComeAndGo() throws IOException {
        long a = guest.mkdir(ROOT, "a", 0755).node();
        long b = guest.mkdir(a, "b", 0700).node();
        assertEquals(EEXIST, guest.mkdir(ROOT, "a", 0755).error());
        long file = guest.mknod(b, "file", 0100644, 0).node();
        assertEquals(file, guest.link(file, ROOT, "other").node());
        assertEquals(
                Files.getAttribute(folder.resolve("other"), "unix:ino"),
                Files.getAttribute(folder.resolve("a/b/file"), "unix:ino"));
        assertEquals(ENOTEMPTY, guest.rmdir(a, "b").error());
        assertEquals(EISDIR, guest.unlink(a, "b").error());
        assertEquals(ENOTDIR, guest.rmdir(b, "file").error());
        assertEquals(OK, guest.rename(a, "b", ROOT, "c", 0).error());
        assertEquals(OK, guest.attributes(file).error(), "it lies in what was renamed");
        assertEquals(OK, guest.unlink(b, "file").error());
        assertEquals(OK, guest.rmdir(ROOT, "c").error());
        assertEquals(OK, guest.rmdir(ROOT, "a").error());
        assertEquals(List.of("other"), List.of(String.valueOf(folder.toFile().list()[0])));
        assertEquals(0010000, guest.mknod(ROOT, "pipe", 0010600, 0).mode() & 0170000);
    }

    @Test
    void renamingKnowsItsFlags() throws IOException {
        Files.writeString(folder.resolve("x"), "x");
        Files.writeString(folder.resolve("y"), "y");
        long x = guest.walk("x");
        long y = guest.walk("y");
        assertEquals(EEXIST, guest.rename(ROOT, "x", ROOT, "y", 1).error());
        assertEquals(OK, guest.rename(ROOT, "x", ROOT, "y", 2).error());
        assertEquals("x", Files.readString(folder.resolve("y")));
        assertArrayEquals(new byte[] {'x'}, guest.content(x));
        assertArrayEquals(new byte[] {'y'}, guest.content(y));
        for (int flags : new int[] {3, 4, 8, -1}) {
            assertEquals(EINVAL, guest.rename(ROOT, "x", ROOT, "z", flags).error());
        }
        assertEquals(
                OK,
                guest.ask(
                                new FuseMessage(FuseMessage.RENAME, 1)
                                        .longs(1)
                                        .text("x")
                                        .text("y"),
                                0)
                        .error());
        assertArrayEquals(new byte[] {'y'}, guest.content(y));
        assertEquals(ENOENT, guest.rename(ROOT, "gone", ROOT, "z", 0).error());
    }

    @Test
    void aFolderIsListed() throws IOException {
        for (int i = 0; i < 500; i++) {
            Files.writeString(folder.resolve("file-" + i + "-" + "n".repeat(i % 40)), "");
        }
        long handle = guest.openFolder(ROOT).number();
        for (int room : new int[] {512, 4096, 65_000}) {
            Map<String, Long> plain = guest.list(handle, false, room);
            assertEquals(502, plain.size());
            Map<String, Long> plus = guest.list(handle, true, room);
            assertEquals(plain.keySet(), plus.keySet());
            plus.forEach((name, node) -> assertEquals(name.startsWith("."), node == 0, name));
        }
        assertEquals(501, guest.folder.nodes());
        long node = guest.walk("file-0-");
        assertEquals(OK, guest.attributes(node).error());
        FuseMessage tiny = new FuseMessage(FuseMessage.READDIR, 0)
                .longs(handle, 0)
                .ints(8, 0)
                .longs(0, 0);
        assertEquals(EINVAL, guest.ask(tiny, 8).error());
        long file = guest.open(node, RDONLY).number();
        FuseMessage none = new FuseMessage(FuseMessage.READDIR, 0)
                .longs(file, 0)
                .ints(100, 0)
                .longs(0, 0);
        assertEquals(ENOTDIR, guest.ask(none, 100).error());
        assertEquals(
                OK,
                guest.ask(new FuseMessage(FuseMessage.FSYNCDIR, 1).longs(handle).ints(0, 0), 0)
                        .error());
        assertEquals(
                OK,
                guest.ask(new FuseMessage(FuseMessage.RELEASEDIR, 1).longs(handle, 0, 0), 0)
                        .error());
        assertEquals(ENOTDIR, guest.openFolder(node).error());
        assertEquals(EISDIR, guest.open(ROOT, RDONLY).error());
    }

    @Test
    void spaceAndHoles() throws IOException {
        Answer space = guest.ask(new FuseMessage(FuseMessage.STATFS, 1), 80);
        assertEquals(
                folder.toFile().getTotalSpace()
                        / Integer.toUnsignedLong(space.body().getInt(48)),
                space.number());
        Answer created = guest.create(ROOT, "file", 0600, RDWR);
        long handle = created.body().getLong(128);
        FuseMessage room = new FuseMessage(FuseMessage.FALLOCATE, 0)
                .longs(handle, 0, 1 << 20)
                .ints(0, 0);
        assertEquals(OK, guest.ask(room, 0).error());
        assertEquals(1 << 20, Files.size(folder.resolve("file")));
        FuseMessage odd =
                new FuseMessage(FuseMessage.FALLOCATE, 0).longs(handle, 0, 4096).ints(8, 0);
        assertEquals(EOPNOTSUPP, guest.ask(odd, 0).error());
        long node = created.node();
        assertEquals(OK, guest.truncate(node, 0).error());
        assertEquals(OK, guest.truncate(node, 1 << 20).error());
        assertEquals(OK, guest.write(handle, 1 << 19, new byte[] {1}).error());
        FuseMessage data =
                new FuseMessage(FuseMessage.LSEEK, 0).longs(handle, 0).ints(3, 0);
        long at = guest.ask(data, 8).number();
        assertTrue(at <= 1 << 19, "data at " + at);
        FuseMessage end = new FuseMessage(FuseMessage.LSEEK, 0).longs(handle, 0).ints(2, 0);
        assertEquals(EINVAL, guest.ask(end, 8).error());
    }

    @Test
    void anOpenFileOutlivesItsName() throws IOException {
        Answer created = guest.create(ROOT, "file", 0600, RDWR);
        long handle = created.body().getLong(128);
        assertEquals(OK, guest.unlink(ROOT, "file").error());
        assertEquals(OK, guest.write(handle, 0, (byte) 'x').error());
        assertTrue(FsClient.isText(guest.read(handle, 0, 10), "x"));
        assertEquals(1, guest.attributes(created.node()).body().getLong(16 + 8));
        assertEquals(OK, guest.chmod(created.node(), 0400).error());
        assertEquals(OK, guest.truncate(created.node(), 0).error());
        assertEquals(OK, guest.release(handle).error());
    }

    @Test
    void whatTheHostChangesIsSeenOrStale() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "1");
        long node = guest.walk("file");
        Files.writeString(file, "22");
        assertEquals(2, guest.attributes(node).body().getLong(16 + 8));
        guest.forget(node, 1);
        assertEquals(ESTALE, guest.attributes(node).error());
        Files.createDirectory(folder.resolve("d"));
        Files.writeString(folder.resolve("d/inside"), "");
        long inside = guest.walk("d", "inside");
        Files.move(folder.resolve("d/inside"), folder.resolve("outside"));
        Files.writeString(folder.resolve("d/inside"), "another");
        assertEquals(ESTALE, guest.open(inside, RDONLY).error(), "another file has its name");
        assertEquals(inside, guest.walk("outside"), "it is known where it is seen again");
        assertEquals(OK, guest.open(inside, RDONLY).error());
        assertFalse(guest.walk("d", "inside") == inside);
    }

    @Test
    void aReadOnlyShareIsOne() throws IOException {
        Files.writeString(folder.resolve("file"), "content");
        Files.createDirectory(folder.resolve("d"));
        try (FsClient reader = new FsClient(folder, true)) {
            long node = reader.walk("file");
            assertArrayEquals(Files.readAllBytes(folder.resolve("file")), reader.content(node));
            long handle = reader.open(node, RDONLY).number();
            FuseMessage room = new FuseMessage(FuseMessage.FALLOCATE, 0)
                    .longs(handle, 0, 4096)
                    .ints(0, 0);
            List<Answer> answers = List.of(
                    reader.open(node, WRONLY),
                    reader.open(node, RDWR),
                    reader.open(node, TRUNCATE),
                    reader.create(ROOT, "new", 0600, RDWR),
                    reader.create(ROOT, "file", 0600, RDONLY),
                    reader.write(handle, 0, (byte) 1),
                    reader.mkdir(ROOT, "new", 0700),
                    reader.mknod(ROOT, "new", 0100600, 0),
                    reader.symlink(ROOT, "new", "x"),
                    reader.link(node, ROOT, "new"),
                    reader.unlink(ROOT, "file"),
                    reader.rmdir(ROOT, "d"),
                    reader.rename(ROOT, "file", ROOT, "new", 0),
                    reader.chmod(node, 0777),
                    reader.truncate(node, 0),
                    reader.change(node, 1 << 5, 0, 0, 1, 0, 0),
                    reader.access(node, 2),
                    reader.ask(room, 0));
            answers.forEach(answer -> assertEquals(EROFS, answer.error()));
            assertEquals(OK, reader.access(node, 4).error());
        }
        assertEquals("content", Files.readString(folder.resolve("file")));
        assertEquals(2, folder.toFile().list().length);
    }

    @Test
    void nothingStaysOpen() throws IOException {
        long before = open();
        for (int i = 0; i < 1000; i++) {
            Files.createDirectory(folder.resolve("d" + i));
            Files.writeString(folder.resolve("d" + i + "/f"), "x");
        }
        long[] nodes = new long[1000];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = guest.walk("d" + i, "f");
        }
        assertEquals(2001, guest.folder.nodes());
        assertTrue(open() - before <= 600, "as many files are open as folders were looked into");
        assertEquals('x', guest.content(nodes[0])[0], "whose folder was closed meanwhile");
        guest.forgetAll(Arrays.copyOf(nodes, 500));
        assertEquals(1501, guest.folder.nodes());
        long unused = guest.openFolder(guest.walk("d999")).number();
        assertEquals(OK, guest.ask(new FuseMessage(FuseMessage.DESTROY, 0), 0).error());
        assertEquals(1, guest.folder.nodes());
        assertEquals(0, guest.folder.handles());
        assertEquals(before, open());
    }

    private long open() throws IOException {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(link -> isIn(link, folder)).count();
        }
    }

    private static boolean isIn(Path link, Path folder) {
        try {
            return Files.readSymbolicLink(link).startsWith(folder);
        } catch (IOException e) {
            // It was closed while the list was read.
            return false;
        }
    }

    @Test
    void aTimeOfAnyYearIsPassedOn() {
        Answer created = guest.create(ROOT, "file", 0600, RDWR);
        Answer changed = guest.change(created.node(), 1 << 4 | 1 << 5, 0, 0, Long.MAX_VALUE / 2, 0, 0);
        assertTrue(changed.error() == OK || changed.error() == EINVAL, "error " + changed.error());
        ByteBuffer body = guest.attributes(created.node()).body();
        assertTrue(body.getLong(16 + 24) >= 0);
        FuseMessage nanos = new FuseMessage(FuseMessage.SETATTR, created.node())
                .ints(1 << 4, 0)
                .longs(0, 0, 0, 0, 0, 0)
                .ints(1_000_000_000, 0, 0, 0, 0, 0, 0, 0);
        assertEquals(EINVAL, guest.ask(nanos, 104).error());
    }
}
