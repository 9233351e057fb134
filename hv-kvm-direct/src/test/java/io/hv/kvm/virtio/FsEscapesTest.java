package io.hv.kvm.virtio;

import static io.hv.kvm.virtio.FsClient.RDONLY;
import static io.hv.kvm.virtio.FsClient.RDWR;
import static io.hv.kvm.virtio.FsClient.ROOT;
import static io.hv.kvm.virtio.FsClient.WRONLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.virtio.FsClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A guest wants to reach what is not below the folder that it was given. All of it is refused, and nothing there is touched. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "openat2 and statx")
class FsEscapesTest {

    private static final int EPERM = 1;
    private static final int EBADF = 9;
    private static final int EXDEV = 18;
    private static final int ENOTDIR = 20;
    private static final int ESTALE = 116;
    private static final int LINK = 0120000;
    private static final int KIND = 0170000;
    private static final int TRUNCATE = 0x200;

    @TempDir
    private Path base;

    private FsOutside world;
    private FsClient guest;
    private int refused;

    @BeforeEach
    void begin() throws IOException {
        world = new FsOutside(base);
        guest = new FsClient(world.share, false);
    }

    @AfterEach
    void end() throws IOException {
        guest.close();
        world.assertUntouched();
    }

    private void refuse(Map<String, Answer> answers) {
        answers.forEach((what, answer) -> {
            assertNotEquals(0, answer.error(), what);
            refused++;
        });
    }

    /** Whatever can be done with a name, with one that is none. */
    private Map<String, Answer> byName(long folder, String name) {
        Map<String, Answer> all = new LinkedHashMap<>();
        all.put("lookup " + name, guest.lookup(folder, name));
        all.put("mkdir " + name, guest.mkdir(folder, name, 0777));
        all.put("mknod " + name, guest.mknod(folder, name, 0100777, 0));
        all.put("create " + name, guest.create(folder, name, 0666, RDWR | TRUNCATE));
        all.put("symlink " + name, guest.symlink(folder, name, "x"));
        all.put("link " + name, guest.link(guest.walk("file"), folder, name));
        all.put("unlink " + name, guest.unlink(folder, name));
        all.put("rmdir " + name, guest.rmdir(folder, name));
        all.put("rename from " + name, guest.rename(folder, name, ROOT, "stolen", 0));
        all.put("rename to " + name, guest.rename(ROOT, "file", folder, name, 0));
        all.put("exchange with " + name, guest.rename(ROOT, "file", folder, name, 2));
        return all;
    }

    @Test
    void byNamesThatArePaths() {
        long deep = guest.walk("sub", "deep");
        for (String name : List.of(
                "..",
                ".",
                "",
                "/",
                "//",
                "../outside",
                "../outside/secret",
                "../../../outside/secret",
                "./file",
                "sub/file",
                "sub/../../outside/secret",
                "/etc/passwd",
                "/proc/self/root/etc/passwd",
                world.outside.resolve("secret").toString())) {
            refuse(byName(ROOT, name));
            refuse(byName(deep, name));
        }
        assertTrue(refused >= 300, refused + " were refused");
        assertEquals("file", new String(guest.content(guest.walk("file")), java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void byANameWithANulInIt() {
        for (String name : List.of("..\0", "..\0x", "/etc/passwd\0.txt", "\0", "../outside\0")) {
            refuse(Map.of(name, guest.lookup(ROOT, name)));
        }
        // What is behind the NUL is behind the name's end.
        assertEquals(
                guest.walk("sub"), guest.lookup(ROOT, "sub\0/../../outside").node());
    }

    @Test
    void byLinksThatLeadOut() throws IOException {
        for (String name : world.links()) {
            Answer found = guest.lookup(ROOT, name);
            assertEquals(LINK, found.mode() & KIND, name);
            long link = found.node();
            for (String below : List.of("secret", "outside", "etc", "passwd", "new")) {
                Answer answer = guest.lookup(link, below);
                assertEquals(ENOTDIR, answer.error(), name);
            }
            Map<String, Answer> all = new LinkedHashMap<>();
            all.put("open", guest.open(link, RDONLY));
            all.put("open to write", guest.open(link, WRONLY | TRUNCATE));
            all.put("list", guest.openFolder(link));
            all.put("create through it", guest.create(ROOT, name, 0666, RDWR | TRUNCATE));
            all.put("truncate", guest.truncate(link, 0));
            all.put("chmod", guest.chmod(link, 0777));
            all.put("mkdir below", guest.mkdir(link, "new", 0777));
            all.put("create below", guest.create(link, "new", 0666, RDWR));
            all.put("unlink below", guest.unlink(link, "secret"));
            all.put("rmdir below", guest.rmdir(link, "folder"));
            all.put("link below", guest.link(guest.walk("file"), link, "new"));
            all.put("rename from below", guest.rename(link, "secret", ROOT, "stolen", 0));
            all.put("rename to below", guest.rename(ROOT, "file", link, "new", 0));
            all.put("mkdir over", guest.mkdir(ROOT, name, 0777));
            refuse(all);
        }
        assertTrue(refused >= 130, refused + " were refused");
    }

    @Test
    void byALinkThatItMakesItself() throws IOException {
        long made = guest.symlink(ROOT, "out", world.outside.toString()).node();
        refuse(Map.of("below", guest.lookup(made, "secret"), "list", guest.openFolder(made)));
        Answer hard = guest.link(made, ROOT, "out-too");
        assertEquals(LINK, hard.mode() & KIND, "one more name of the link, and not of what it leads to");
        assertTrue(Files.isSymbolicLink(world.share.resolve("out-too")));
        refuse(Map.of("rename over a folder", guest.rename(ROOT, "out", ROOT, "sub", 0)));
        // Its times are its own.
        assertEquals(0, guest.change(made, 1 << 5, 0, 0, 5, 0, 0).error());
        assertEquals(
                5000,
                Files.getLastModifiedTime(world.share.resolve("out"), LinkOption.NOFOLLOW_LINKS)
                        .toMillis());
    }

    @Test
    void byNumbersThatItWasNotGiven() throws IOException {
        long inode = (Long) Files.getAttribute(world.outside.resolve("secret"), "unix:ino");
        for (long node : new long[] {0, -1, inode, 3, 4, 1000, Long.MIN_VALUE, Long.MAX_VALUE}) {
            Map<String, Answer> all = byName(node, "secret");
            all.put("attributes", guest.attributes(node));
            all.put("open", guest.open(node, RDONLY));
            all.put("list", guest.openFolder(node));
            all.put("link", guest.link(node, ROOT, "stolen"));
            all.put("rename into", guest.rename(ROOT, "file", node, "x", 0));
            refuse(all);
        }
        // Descriptors of this process are no handles.
        for (long handle = -3; handle < 300; handle++) {
            assertEquals(EBADF, guest.read(handle, 0, 16).error());
            assertEquals(EBADF, guest.write(handle, 0, (byte) 1).error());
        }
    }

    @Test
    void byWhatIsMountedBelow() {
        try (FsClient all = new FsClient(Path.of("/"), true)) {
            for (String mount : List.of("proc", "sys", "dev")) {
                assertEquals(EXDEV, all.lookup(ROOT, mount).error(), mount);
            }
            long handle = all.openFolder(ROOT).number();
            Map<String, Long> listed = all.list(handle, true, 65_000);
            assertEquals(0L, listed.get("proc"));
        }
    }

    @Test
    void byTheKernelsMagicLinks() {
        try (FsClient self = new FsClient(Path.of("/proc/self"), true)) {
            for (String name : List.of("root", "cwd", "exe")) {
                long link = self.walk(name);
                assertEquals(LINK, self.lookup(ROOT, name).mode() & KIND);
                assertEquals(ENOTDIR, self.lookup(link, "etc").error());
                assertEquals(ENOTDIR, self.openFolder(link).error());
                assertEquals(EPERM, self.open(link, RDONLY).error());
            }
            long first = self.walk("fd", "0");
            assertEquals(EPERM, self.open(first, RDONLY).error());
            assertEquals(ENOTDIR, self.lookup(first, "x").error());
        }
    }

    @Test
    void byDevicesAndPipes() throws IOException {
        for (int kind : new int[] {0020000, 0060000, 0140000, 0120000, 0040000, 0170000}) {
            assertEquals(EPERM, guest.mknod(ROOT, "node", kind | 0666, 0x103).error());
        }
        assertFalse(Files.exists(world.share.resolve("node")));
        // A pipe has nobody at its other end, and is not waited for.
        long pipe = guest.mknod(ROOT, "pipe", 0010666, 0).node();
        for (int flags : new int[] {RDONLY, WRONLY, RDWR}) {
            assertEquals(EPERM, guest.open(pipe, flags).error());
            assertEquals(EPERM, guest.create(ROOT, "pipe", 0666, flags).error());
        }
    }

    @Test
    void byRightsThatAProgramLends() throws IOException {
        Answer created = guest.create(ROOT, "program", 06755, RDWR);
        assertEquals(0755, created.mode() & 07777);
        assertEquals(0755, mode("program") & 07777);
        assertEquals(0, guest.chmod(created.node(), 07777).error());
        assertEquals(01777, mode("program") & 07777);
        assertEquals(0, guest.mkdir(ROOT, "folder", 06777).error());
        assertEquals(0, mode("folder") & 06000);
        assertEquals(0, guest.mknod(ROOT, "node", 0106777, 0).error());
        assertEquals(0, mode("node") & 06000);
        // What the host has made so looks otherwise.
        Files.setAttribute(world.share.resolve("file"), "unix:mode", 04755);
        assertEquals(0755, guest.lookup(ROOT, "file").mode() & 07777);
        int owner = (Integer) Files.getAttribute(world.share.resolve("program"), "unix:uid");
        assertEquals(
                EPERM,
                guest.change(created.node(), 1 << 1, 0, 0, 0, 0, owner + 1).error());
        assertEquals(
                EPERM, guest.change(created.node(), 1 << 2, 0, 0, 0, 0, 12_345).error());
        assertEquals(0, guest.change(created.node(), 1 << 1, 0, 0, 0, 0, owner).error());
    }

    private int mode(String name) throws IOException {
        return (Integer) Files.getAttribute(world.share.resolve(name), "unix:mode");
    }

    @Test
    void byAFolderThatIsALinkNow() throws IOException {
        long sub = guest.walk("sub");
        guest.forget(sub, 1);
        sub = guest.walk("sub");
        Files.move(world.share.resolve("sub"), world.share.resolve("away"));
        Path unused = Files.createSymbolicLink(world.share.resolve("sub"), world.outside);
        for (Answer answer : List.of(
                guest.lookup(sub, "secret"),
                guest.create(sub, "new", 0666, RDWR),
                guest.unlink(sub, "secret"),
                guest.openFolder(sub),
                guest.mkdir(sub, "new", 0777))) {
            assertEquals(ESTALE, answer.error());
        }
        assertEquals(LINK, guest.lookup(ROOT, "sub").mode() & KIND);
    }

    @Test
    void byAFolderThatIsMovedOut() throws IOException {
        long deep = guest.walk("sub", "deep");
        long handle = guest.openFolder(deep).number();
        Path other = Files.createDirectory(base.resolve("outside/other"));
        Files.move(world.share.resolve("sub"), other.resolve("sub"));
        // What it has open it keeps; from there no way leads up.
        Map<String, Long> listed = guest.list(handle, true, 4096);
        assertEquals(Map.of(".", 0L, "..", 0L), listed);
        for (String name : List.of("..", "../..", "../../secret", ".")) {
            refuse(Map.of(name, guest.lookup(deep, name)));
        }
        assertEquals(
                0,
                guest.ask(new FuseMessage(FuseMessage.RELEASEDIR, 0).longs(handle, 0, 0), 0)
                        .error());
        Files.move(other.resolve("sub"), world.share.resolve("sub"), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(other);
        assertEquals(FsOutside.SECRET, Files.readString(world.outside.resolve("secret")));
        // The test itself has changed the other folder.
        world = new FsOutside(Files.createDirectory(base.resolve("fresh")));
    }
}
