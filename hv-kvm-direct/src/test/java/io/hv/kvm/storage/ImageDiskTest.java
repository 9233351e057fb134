package io.hv.kvm.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.CreateOptions;
import io.hv.image.Image;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import io.hv.kvm.virtio.block.BlockIo;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.IoVector;
import io.hv.nativeaccess.Memfd;
import io.hv.nativeaccess.NativeMemory;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Disks on images that are not raw: what is theirs alone. What they share with raw ones is in {@link ForkTreeTest}. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "files without a name")
@Timeout(120)
class ImageDiskTest extends DiskCase {

    private static final int CLUSTER = 1 << 16;
    private static final ImageFormat QCOW2 = ImageFormat.QCOW2;

    @TempDir
    private Path copies;

    @Override
    Path make() throws IOException {
        return ImageKind.QCOW2.make(folder, before);
    }

    private byte[] stored() throws IOException {
        return ImageKind.QCOW2.read(image, copies);
    }

    private static String refused(Path path, ImageFormat format, DiskUse use) {
        return String.valueOf(assertThrows(DiskInUseException.class, () -> ForkableDisk.open(path, format, use))
                .getMessage());
    }

    @Test
    void whatIsFlushedIsInTheImage() throws Exception {
        try (ForkableDisk disk = ForkableDisk.open(image, QCOW2, DiskUse.WRITE)) {
            assertEquals(CAPACITY, disk.capacity());
            assertArrayEquals(before, rig.all(disk));
            rig.write(disk.io(4), 3 * BLOCK, block);
            disk.io(1).zero(CLUSTER, CLUSTER, true);
            disk.flush();
            byte[] expected = with(before, 3 * BLOCK);
            Arrays.fill(expected, CLUSTER, 2 * CLUSTER, (byte) 0);
            assertArrayEquals(expected, stored());
            disk.discard(4 * CLUSTER, CLUSTER);
            Arrays.fill(expected, 4 * CLUSTER, 5 * CLUSTER, (byte) 0);
            assertArrayEquals(expected, rig.all(disk));
        }
        byte[] expected = stored();
        QemuImg.assertHas(expected, image);
        assertArrayEquals(new byte[CLUSTER], Arrays.copyOfRange(expected, 4 * CLUSTER, 5 * CLUSTER));
    }

    /** Longer than what is put together at once, in pieces that end where no cluster does. */
    @Test
    void longRequestsInManyPieces() throws IOException {
        NativeMemory memory = NativeMemory.allocate(CAPACITY);
        IoVector vector = new IoVector(IoVector.MOST);
        byte[] expected = new byte[CAPACITY - BLOCK];
        new Random(5).nextBytes(expected);
        try (ForkableDisk disk = ForkableDisk.open(image, QCOW2, DiskUse.WRITE)) {
            BaseIo io = disk.layers().base().store.io(1);
            memory.buffer().put(0, expected);
            pieces(vector, memory, expected.length);
            io.move(vector, expected.length, 512, false);
            NativeMemory unused = memory.clear();
            pieces(vector, memory, expected.length);
            io.move(vector, expected.length, 512, true);
            byte[] read = new byte[expected.length];
            memory.buffer().get(0, read);
            assertArrayEquals(expected, read);
            assertArrayEquals(expected, rig.read(disk.io(4), 512, expected.length));
            assertThrows(IllegalStateException.class, () -> vector.firstPiece(1));
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    private static void pieces(IoVector vector, NativeMemory memory, int length) {
        vector.clear();
        for (int at = 0; at < length; ) {
            int step = Math.min(length - at, at < length / 2 ? 3000 : 400_000);
            assertTrue(vector.add(memory.address() + at, step));
            at += step;
        }
    }

    @Test
    void aFileIsOfOneFormatAtATime() throws IOException {
        try (ForkableDisk disk = ForkableDisk.open(image, QCOW2, DiskUse.READ);
                ForkableDisk other = ForkableDisk.open(image, QCOW2, DiskUse.THROW_AWAY)) {
            assertTrue(disk.readOnly());
            assertArrayEquals(before, rig.all(other));
            assertEquals(
                    "'" + image + "' is read as qcow2 by a machine of this process",
                    refused(image, ImageFormat.RAW, DiskUse.READ));
            assertTrue(refused(image, QCOW2, DiskUse.WRITE).contains("relies on it not to change"));
            assertEquals(CAPACITY, ForkableDisk.capacity(image, QCOW2));
        }
        try (ForkableDisk disk = ForkableDisk.open(image, QCOW2, DiskUse.WRITE)) {
            assertEquals(
                    "'" + image + "' is written by a machine of this process", refused(image, QCOW2, DiskUse.READ));
            assertTrue(refused(image, ImageFormat.RAW, DiskUse.WRITE).contains("is written by"));
            disk.resize(2L * CAPACITY);
            assertEquals(2 * CAPACITY, ForkableDisk.capacity(image, QCOW2));
        }
        assertEquals(2 * CAPACITY, ForkableDisk.capacity(image, QCOW2));
    }

    @Test
    void whatLiesBelowStaysAsItIs() throws IOException {
        Path over = folder.resolve("over.qcow2");
        Image.create(over, CreateOptions.overlay("disk.qcow2", QCOW2)).close();
        try (ForkableDisk below = ForkableDisk.open(image, QCOW2, DiskUse.WRITE)) {
            assertFalse(below.readOnly());
            assertEquals(
                    "'" + image + "' is written by a machine of this process, and is below '" + over + "'",
                    refused(over, QCOW2, DiskUse.WRITE));
        }
        Path raw = Files.write(folder.resolve("raw.img"), before);
        Path overRaw = folder.resolve("over-raw.qcow2");
        Image.create(overRaw, CreateOptions.overlay("raw.img", ImageFormat.RAW)).close();
        try (ForkableDisk below = ForkableDisk.open(raw, ImageFormat.RAW, DiskUse.WRITE)) {
            assertFalse(below.readOnly());
            assertEquals(
                    "'" + raw + "' is written by a machine of this process, and is below '" + overRaw + "'",
                    refused(overRaw, QCOW2, DiskUse.READ));
        }
        try (ForkableDisk first = ForkableDisk.open(overRaw, QCOW2, DiskUse.WRITE);
                ForkableDisk second = ForkableDisk.open(over, QCOW2, DiskUse.WRITE)) {
            rig.write(first.io(4), 0, block);
            assertArrayEquals(before, rig.all(second));
            assertEquals(
                    "'" + raw + "' is below '" + overRaw + "', which a machine of this process uses",
                    refused(raw, ImageFormat.RAW, DiskUse.WRITE));
            assertTrue(refused(image, QCOW2, DiskUse.WRITE).contains("is below"));
            ForkableDisk.open(raw, ImageFormat.RAW, DiskUse.THROW_AWAY).close();
        }
        assertArrayEquals(before, Files.readAllBytes(raw));
        ForkableDisk.open(raw, ImageFormat.RAW, DiskUse.WRITE).close();
    }

    @Test
    void anImageThatIsDamagedOrElsewhereInUseIsRefused() throws IOException {
        Path none = Files.write(folder.resolve("none.qcow2"), new byte[CAPACITY]);
        ImageException damaged =
                assertThrows(ImageException.class, () -> ForkableDisk.open(none, QCOW2, DiskUse.WRITE));
        assertEquals("magic", damaged.field());
        assertEquals(0, damaged.offset());
        assertThrows(ImageException.class, () -> ForkableDisk.capacity(none, QCOW2));
        try (Image user = Image.open(image, OpenOptions.format(QCOW2).writable())) {
            assertTrue(user.isWritable());
            ImageException used =
                    assertThrows(ImageException.class, () -> ForkableDisk.open(image, QCOW2, DiskUse.WRITE));
            assertEquals("lock", used.field());
        }
        // Nothing is left of those that were refused.
        ForkableDisk.open(image, QCOW2, DiskUse.WRITE).close();
    }

    /** Zeros that were written while clones shared the image hide what lies below it for good. */
    @Test
    void whatWasDiscardedBesideItIsZeros() throws Exception {
        image = ImageKind.OVERLAY.make(Files.createDirectory(folder.resolve("overlay")), before);
        byte[] expected = with(before, 0);
        Arrays.fill(expected, BLOCK, 3 * CLUSTER, (byte) 0);
        try (ForkableDisk disk = ForkableDisk.open(image, QCOW2, DiskUse.WRITE)) {
            FrozenDisk frozen = disk.freeze();
            rig.write(disk.io(4), 0, block);
            disk.discard(BLOCK, 3 * CLUSTER - BLOCK);
            assertArrayEquals(expected, rig.all(disk));
            frozen.close();
            disk.awaitCommits();
            assertEquals(0, disk.overlays());
            assertArrayEquals(expected, rig.all(disk));
            assertArrayEquals(expected, ImageKind.OVERLAY.read(image, copies));
        }
        QemuImg.assertHas(expected, image);
    }

    /** An image of the old version with a snapshot cannot be resized, as little when it has to be later. */
    @Test
    void whatTheImageCannotBecomeIsRefusedWhileItIsShared() throws IOException {
        Path old = folder.resolve("old.qcow2");
        try (Image fresh = Image.create(old, CreateOptions.of(QCOW2, CAPACITY).version(2))) {
            fresh.write(0, ByteBuffer.wrap(before));
            Object unused = fresh.createSnapshot("before");
        }
        try (ForkableDisk disk = ForkableDisk.open(old, QCOW2, DiskUse.WRITE)) {
            assertNotResizable(disk);
            try (FrozenDisk frozen = disk.freeze();
                    ForkableDisk clone = ForkableDisk.of(frozen)) {
                assertNotResizable(disk);
                clone.resize(2L * CAPACITY);
                assertArrayEquals(before, rig.all(disk));
                rig.write(disk.io(4), 0, block);
            }
            disk.awaitCommits();
            assertEquals(0, disk.overlays());
            assertArrayEquals(with(before, 0), rig.all(disk));
        }
    }

    private static void assertNotResizable(ForkableDisk disk) {
        IOException e = assertThrows(IOException.class, () -> disk.resize(2L * CAPACITY));
        assertEquals(
                "nb_snapshots",
                assertInstanceOf(ImageException.class, e.getCause()).field());
        assertEquals(CAPACITY, disk.capacity());
    }

    @Test
    void aCapacityIsWholeSectors() throws IOException {
        Path odd = folder.resolve("odd.qcow2");
        try (Image fresh = Image.create(odd, CreateOptions.of(QCOW2, BLOCK + 100))) {
            fresh.write(0, ByteBuffer.wrap(before, 0, BLOCK + 100));
        }
        try (ForkableDisk disk = ForkableDisk.open(odd, QCOW2, DiskUse.WRITE)) {
            assertEquals(BLOCK, disk.capacity());
            disk.resize(2 * BLOCK);
            assertArrayEquals(Arrays.copyOf(Arrays.copyOf(before, BLOCK), 2 * BLOCK), rig.all(disk));
        }
    }

    /** What is saved relies on it: nothing is written any more by who has it open, nor by who closes it. */
    @Test
    void itIsKnownAgainWithWhatLiesBelow() throws IOException {
        image = ImageKind.OVERLAY.make(Files.createDirectory(folder.resolve("overlay")), before);
        List<FileIdentity> files;
        try (ForkableDisk disk = ForkableDisk.open(image, QCOW2, DiskUse.WRITE)) {
            rig.write(disk.io(4), 0, block);
            try (FrozenDisk frozen = disk.freeze()) {
                assertEquals(List.of(), frozen.files(), "its tables may be yet to be written");
                frozen.syncImage();
                files = frozen.files();
            }
            disk.awaitCommits();
        }
        assertEquals(2, files.size());
        for (FileIdentity file : files) {
            assertEquals(file, FileIdentity.of(file.path()));
        }
        assertEquals(image, files.get(0).path());
        assertEquals("below.img", String.valueOf(files.get(1).path().getFileName()));
        ForkableDisk.open(image, QCOW2, DiskUse.WRITE).close();
        assertEquals(files.get(0), FileIdentity.of(image));
    }

    /** It can be forked wherever it is by now, but nobody could find it again. */
    @Test
    void anImageThatWasMovedIsForkedAndNotSaved() throws IOException {
        Path away = folder.resolve("away.qcow2");
        try (ForkableDisk disk = ForkableDisk.open(image, QCOW2, DiskUse.WRITE)) {
            Path moved = Files.move(image, away);
            try (FrozenDisk frozen = disk.freeze();
                    ForkableDisk clone = ForkableDisk.of(frozen)) {
                rig.write(disk.io(4), 0, block);
                assertArrayEquals(before, rig.all(clone));
                assertTrue(String.valueOf(assertThrows(IOException.class, frozen::syncImage)
                                .getMessage())
                        .contains("ENOENT"));
                Path copy = Files.copy(moved, image);
                assertEquals(image, copy);
                assertTrue(String.valueOf(assertThrows(IOException.class, frozen::syncImage)
                                .getMessage())
                        .contains("is another file"));
            }
        }
        image = away;
        assertArrayEquals(with(before, 0), stored());
    }

    /** The kernel refuses every write to the image from the moment on at which it is sealed. */
    @Test
    void whatCannotBeWrittenIsTold() throws IOException {
        byte[] file = Files.readAllBytes(image);
        try (Fd memfd = Memfd.create("hv-image", file.length)) {
            Path path = Path.of("/proc/self/fd/" + memfd.number());
            Path unused = Files.write(path, file);
            ForkableDisk disk = ForkableDisk.open(path, QCOW2, DiskUse.WRITE);
            BlockIo io = disk.io(4);
            FrozenDisk frozen = disk.freeze();
            rig.write(io, 0, block);
            Memfd.seal(memfd, Memfd.SEAL_WRITE);
            frozen.close();
            disk.awaitCommits();
            // Nothing is lost as long as the machine runs.
            assertEquals(1, disk.overlays());
            rig.write(io, BLOCK, block);
            assertArrayEquals(with(before, 0, BLOCK), rig.all(disk));
            CommitFailedException e = assertThrows(CommitFailedException.class, disk::close);
            assertTrue(String.valueOf(e.getMessage()).contains("since it was cloned"), e.getMessage());
            assertEquals(path, e.path());
            disk.close();
            try (ForkableDisk again = ForkableDisk.open(path, QCOW2, DiskUse.READ)) {
                assertArrayEquals(before, rig.all(again));
            }
        }
    }

    @Test
    void aRequestThatFailsFailsAlone() throws IOException {
        byte[] file = Files.readAllBytes(image);
        try (Fd memfd = Memfd.create("hv-image", file.length)) {
            Path path = Path.of("/proc/self/fd/" + memfd.number());
            Path unused = Files.write(path, file);
            try (ForkableDisk disk = ForkableDisk.open(path, QCOW2, DiskUse.WRITE)) {
                Memfd.seal(memfd, Memfd.SEAL_WRITE);
                IOException e = assertThrows(IOException.class, () -> rig.write(disk.io(4), 0, block));
                ImageException cause = assertInstanceOf(ImageException.class, e.getCause());
                assertEquals(path, cause.file());
                assertArrayEquals(before, rig.all(disk));
            }
        }
    }

    /** Tables that were not flushed cannot be written when it is closed. */
    @Test
    void whatIsNotInTheImageAtTheEndIsTold() throws IOException {
        Path empty = folder.resolve("empty.qcow2");
        Image.create(empty, CreateOptions.of(QCOW2, CAPACITY)).close();
        byte[] file = Files.readAllBytes(empty);
        try (Fd memfd = Memfd.create("hv-image", file.length)) {
            Path path = Path.of("/proc/self/fd/" + memfd.number());
            Path unused = Files.write(path, file);
            ForkableDisk disk = ForkableDisk.open(path, QCOW2, DiskUse.WRITE);
            rig.write(disk.io(4), 0, block);
            Memfd.seal(memfd, Memfd.SEAL_WRITE);
            CommitFailedException e = assertThrows(CommitFailedException.class, disk::close);
            assertTrue(String.valueOf(e.getMessage()).contains("since its last flush"), e.getMessage());
            ForkableDisk.open(path, QCOW2, DiskUse.READ).close();
        }
    }

    @Test
    void aRestoredDiskIsOnItsImage() throws IOException {
        NativeMemory part = NativeMemory.allocate(BLOCK);
        part.buffer().put(0, block);
        byte[] expected = with(before, 5 * BLOCK);
        Arrays.fill(expected, 2 * CLUSTER, 3 * CLUSTER, (byte) 0);
        try (DiskFill fill = DiskFill.begin(image, QCOW2, DiskUse.WRITE, CAPACITY)) {
            fill.data(5 * BLOCK, part, BLOCK);
            fill.zeros(2 * CLUSTER, CLUSTER);
            try (ForkableDisk again = fill.disk()) {
                assertArrayEquals(expected, rig.all(again));
                again.awaitCommits();
                assertEquals(0, again.overlays());
            }
        }
        assertArrayEquals(expected, stored());
    }
}
