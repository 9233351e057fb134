package io.hv.kvm.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.virtio.fs.Created;
import io.hv.kvm.virtio.fs.Entry;
import io.hv.kvm.virtio.fs.FileName;
import io.hv.kvm.virtio.fs.FolderListing;
import io.hv.kvm.virtio.fs.FsError;
import io.hv.kvm.virtio.fs.SharedFolder;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a guest makes a folder remember is bounded, and goes when the guest forgets it. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "openat2 and statx")
class HostFolderTest {

    private static final int RDWR = 2;
    private static final int ENOENT = 2;

    @TempDir
    private Path path;

    private static FileName name(String text) {
        return FileName.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void fails(int error, Executable action) {
        assertEquals(error, assertThrows(FsError.class, action).number());
    }

    private HostFolder folder(int nodes, int handles) {
        return new HostFolder(path, false, nodes, handles);
    }

    @Test
    void filesAreBounded() throws IOException {
        for (int i = 0; i < 20; i++) {
            Files.writeString(path.resolve("f" + i), "");
        }
        try (HostFolder folder = folder(11, 10)) {
            List<Long> nodes = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                nodes.add(folder.lookup(SharedFolder.ROOT, name("f" + i)).node());
            }
            fails(FsError.ENFILE, () -> folder.lookup(SharedFolder.ROOT, name("f10")));
            assertEquals(
                    nodes.get(3), folder.lookup(SharedFolder.ROOT, name("f3")).node());
            Listing listing = new Listing();
            folder.list(folder.openFolder(SharedFolder.ROOT), 0, true, listing);
            assertEquals(22, listing.names);
            assertEquals(10, listing.entries, "the rest is listed without");
            folder.forget(nodes.get(0), 1);
            fails(FsError.ENFILE, () -> folder.lookup(SharedFolder.ROOT, name("f10")));
            folder.forget(nodes.get(0), -1);
            assertTrue(folder.lookup(SharedFolder.ROOT, name("f10")).node() > nodes.get(9), "no number comes again");
            fails(FsError.ESTALE, () -> folder.attributes(nodes.get(0)));
        }
    }

    private static final class Listing implements FolderListing {

        private int names;
        private int entries;

        @Override
        public boolean fits(int nameLength) {
            return true;
        }

        @Override
        public void add(long inode, long next, int kind, byte[] name, @Nullable Entry entry) {
            names++;
            entries += entry == null ? 0 : 1;
        }
    }

    @Test
    void handlesAreBounded() {
        try (HostFolder folder = folder(100, 3)) {
            Created first = folder.create(SharedFolder.ROOT, name("f"), 0600, RDWR);
            long unused = folder.openFolder(SharedFolder.ROOT);
            long third = folder.open(first.entry().node(), RDWR);
            fails(FsError.ENFILE, () -> folder.open(first.entry().node(), RDWR));
            fails(FsError.ENFILE, () -> folder.openFolder(SharedFolder.ROOT));
            fails(FsError.ENFILE, () -> folder.create(SharedFolder.ROOT, name("g"), 0600, RDWR));
            assertEquals(3, folder.handles());
            folder.release(third);
            assertTrue(folder.open(first.entry().node(), RDWR) > third);
        }
    }

    /** A folder stays known while something in it is; and then it goes, and what it is in. */
    @Test
    void foldersGoWithWhatIsInThem() throws IOException {
        Files.createDirectories(path.resolve("a/b/c"));
        try (HostFolder folder = folder(100, 3)) {
            long a = folder.lookup(SharedFolder.ROOT, name("a")).node();
            long b = folder.lookup(a, name("b")).node();
            long c = folder.lookup(b, name("c")).node();
            folder.forget(a, 1);
            folder.forget(b, 1);
            assertEquals(4, folder.nodes());
            assertEquals(040000, folder.attributes(c).mode() & 0170000);
            folder.forget(c, 1);
            assertEquals(1, folder.nodes());
            folder.forget(SharedFolder.ROOT, 1000);
            assertEquals(1, folder.nodes());
        }
    }

    /** Host and guest turn a tree upside down: what was seen earlier cannot be true together with what is seen now. */
    @Test
    void nothingLiesInItself() throws IOException {
        Files.createDirectories(path.resolve("a/b"));
        try (HostFolder folder = folder(100, 3)) {
            long a = folder.lookup(SharedFolder.ROOT, name("a")).node();
            long b = folder.lookup(a, name("b")).node();
            fails(ENOENT, () -> folder.lookup(b, name("nothing")));
            Files.move(path.resolve("a/b"), path.resolve("b"));
            Files.move(path.resolve("a"), path.resolve("b/a"));
            assertEquals(a, folder.lookup(b, name("a")).node());
            assertEquals(b, folder.lookup(SharedFolder.ROOT, name("b")).node());
            assertEquals(040000, folder.attributes(a).mode() & 0170000);
            folder.forget(a, 2);
            folder.forget(b, 2);
            assertEquals(1, folder.nodes());
        }
    }

    @Test
    void deepFoldersAreWalkedInto() throws IOException {
        try (HostFolder folder = folder(5000, 3)) {
            long node = SharedFolder.ROOT;
            for (int i = 0; i < 1000; i++) {
                node = folder.makeFolder(node, name("d"), 0700).node();
            }
            long deepest = node;
            Entry file = folder.makeNode(deepest, name("f"), 0100600);
            assertEquals(1002, folder.nodes());
            assertEquals(0, folder.attributes(file.node()).size());
            for (int i = 1000; i < Inodes.MOST_DEPTH; i++) {
                node = folder.makeFolder(node, name("d"), 0700).node();
            }
            long bottom = node;
            fails(FsError.ELOOP, () -> folder.makeFolder(bottom, name("d"), 0700));
        } finally {
            removeDeep();
        }
    }

    /** A path to it is longer than any that the JDK's own way of removing folders could use. */
    private void removeDeep() throws IOException {
        try {
            Process rm = new ProcessBuilder("rm", "-rf", path.resolve("d").toString()).start();
            assertEquals(0, rm.waitFor());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Lists a few at once, and removes each, as {@code rm -r} does. */
    @Test
    void aListGoesOnWhileItsEntriesGo() throws IOException {
        for (int i = 0; i < 300; i++) {
            Files.writeString(path.resolve("f" + i), "");
        }
        try (HostFolder folder = folder(1000, 10)) {
            long handle = folder.openFolder(SharedFolder.ROOT);
            long offset = 0;
            Few few;
            do {
                few = new Few();
                folder.list(handle, offset, false, few);
                for (byte[] each : few.names) {
                    if (each[0] == 'f') {
                        folder.remove(SharedFolder.ROOT, FileName.of(each), false);
                    }
                }
                offset = few.next;
            } while (!few.names.isEmpty());
            assertEquals(0, path.toFile().list().length);
            // From the beginning all is read anew.
            Files.writeString(path.resolve("new"), "");
            Few again = new Few();
            folder.list(handle, 0, false, again);
            assertEquals(3, again.names.size());
        }
    }

    private static final class Few implements FolderListing {

        private final List<byte[]> names = new ArrayList<>();
        private long next;

        @Override
        public boolean fits(int nameLength) {
            return names.size() < 7;
        }

        @Override
        public void add(long inode, long nextPlace, int kind, byte[] name, @Nullable Entry entry) {
            names.add(name);
            next = nextPlace;
        }
    }

    @Test
    void whatIsNotThereCannotBeShared() throws IOException {
        Path file = Files.writeString(path.resolve("file"), "");
        for (Path none : List.of(path.resolve("nothing"), file)) {
            assertThrows(
                    NativeException.class, () -> HostFolder.open(none, true).close());
        }
    }

    /** Several threads look up, open, close and forget the same files; nothing is left, and no descriptor is another's. */
    @Test
    void threadsShareIt() throws Exception {
        for (int i = 0; i < 8; i++) {
            Files.createDirectories(path.resolve("d" + i));
            Files.writeString(path.resolve("d" + i + "/f"), "f" + i);
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (HostFolder folder = folder(1000, 100)) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int seed = t;
                all.add(threads.submit(() -> work(folder, new Random(seed))));
            }
            for (Future<Integer> each : all) {
                assertEquals(500, each.get());
            }
            assertEquals(1, folder.nodes());
            assertEquals(0, folder.handles());
        } finally {
            threads.shutdownNow();
        }
    }

    private static int work(HostFolder folder, Random random) {
        for (int i = 0; i < 500; i++) {
            long into = folder.lookup(SharedFolder.ROOT, name("d" + random.nextInt(8)))
                    .node();
            Entry file = folder.lookup(into, name("f"));
            long handle = folder.open(file.node(), 0);
            assertEquals(2, folder.attributes(file.node()).size());
            folder.release(handle);
            folder.forget(file.node(), 1);
            folder.forget(into, 1);
        }
        return 500;
    }
}
