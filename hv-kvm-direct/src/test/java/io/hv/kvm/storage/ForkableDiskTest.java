package io.hv.kvm.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.hv.image.ImageFormat;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.Pieces;
import io.hv.kvm.virtio.TestPieces;
import io.hv.kvm.virtio.block.BlockIo;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.Memfd;
import io.hv.nativeaccess.NativeMemory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "files without a name")
@Timeout(120)
class ForkableDiskTest extends DiskCase {

    @Override
    Path make() throws IOException {
        return Files.write(folder.resolve("disk.raw"), before);
    }

    @Test
    void aFileIsWrittenByOneMachineOnlyWhateverItsName() throws IOException {
        Path other = Files.createLink(folder.resolve("other.raw"), image);
        try (ForkableDisk disk = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.WRITE)) {
            DiskInUseException e = assertThrows(
                    DiskInUseException.class, () -> ForkableDisk.open(other, ImageFormat.RAW, DiskUse.READ));
            assertEquals(other, e.path());
            assertEquals(image, e.usedAs());
            assertEquals(
                    "'" + other + "', which is '" + image + "', is written by a machine of this process",
                    e.getMessage());
            assertEquals(1, StorageRig.open(folder));
            assertFalse(disk.isShared());
        }
        try (ForkableDisk one = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.READ);
                ForkableDisk two = ForkableDisk.open(other, ImageFormat.RAW, DiskUse.THROW_AWAY)) {
            // They have the image open once, and an overlay.
            assertArrayEquals(before, rig.all(one));
            assertArrayEquals(before, rig.all(two));
            isRefused(() -> ForkableDisk.open(image, ImageFormat.RAW, DiskUse.WRITE));
        }
        ForkableDisk.open(other, ImageFormat.RAW, DiskUse.WRITE).close();
    }

    private static void isRefused(Executable open) {
        DiskInUseException e = assertThrows(DiskInUseException.class, open);
        assertTrue(String.valueOf(e.getMessage()).contains("relies on it not to change"), e.getMessage());
    }

    @Test
    void aReadOnlyDiskIsSharedAsItIs() throws IOException {
        try (ForkableDisk disk = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.READ);
                FrozenDisk frozen = disk.freeze();
                ForkableDisk clone = ForkableDisk.of(frozen)) {
            assertTrue(clone.readOnly() && frozen.readOnly());
            assertFalse(clone.discards());
            assertEquals(0, clone.overlays() + disk.overlays());
            assertEquals(List.of(), frozen.extents());
            assertEquals(1, StorageRig.open(folder));
            assertArrayEquals(before, rig.all(clone));
        }
    }

    @Test
    void whatIsThrownAwayIsForkedAndNeverWritten() throws IOException {
        try (ForkableDisk disk = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.THROW_AWAY)) {
            rig.write(disk.io(4), 0, block);
            disk.flush();
            try (FrozenDisk frozen = disk.freeze();
                    ForkableDisk clone = ForkableDisk.of(frozen)) {
                rig.write(clone.io(4), BLOCK, block);
                assertArrayEquals(with(before, 0, BLOCK), rig.all(clone));
            }
            disk.awaitCommits();
            assertEquals(2, disk.overlays());
            assertArrayEquals(with(before, 0), rig.all(disk));
        }
        assertArrayEquals(before, Files.readAllBytes(image));
    }

    @Test
    void theImageHasItAllWhenTheLastCloneIsGone() throws IOException {
        ForkableDisk disk = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.WRITE);
        FrozenDisk frozen = disk.freeze();
        ForkableDisk clone = ForkableDisk.of(frozen);
        frozen.close();
        rig.write(disk.io(4), 0, block);
        rig.write(clone.io(4), BLOCK, block);
        disk.close();
        assertArrayEquals(before, Files.readAllBytes(image));
        DiskInUseException e =
                assertThrows(DiskInUseException.class, () -> ForkableDisk.open(image, ImageFormat.RAW, DiskUse.WRITE));
        assertEquals(
                "'" + image
                        + "' is shared by clones in this process, and will be written when the last of them is closed",
                e.getMessage());
        assertArrayEquals(with(before, BLOCK), rig.all(clone));
        clone.close();
        assertArrayEquals(with(before, 0), Files.readAllBytes(image));
    }

    @Test
    void afterTheCloneTheDiskUsesItsImageAgain() throws IOException {
        try (ForkableDisk disk = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.WRITE)) {
            BlockIo io = disk.io(4);
            FrozenDisk frozen = disk.freeze();
            rig.write(io, 0, block);
            assertTrue(disk.isShared());
            assertArrayEquals(before, Files.readAllBytes(image));
            frozen.close();
            disk.awaitCommits();
            assertEquals(0, disk.overlays());
            assertFalse(disk.isShared());
            rig.write(io, BLOCK, block);
            assertArrayEquals(with(before, 0, BLOCK), Files.readAllBytes(image));
        }
    }

    @Test
    void aForkWithoutAWriteInBetweenAddsNoLayer() throws IOException {
        try (ForkableDisk disk = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.WRITE);
                FrozenDisk first = disk.freeze();
                FrozenDisk second = disk.freeze()) {
            assertEquals(1, disk.overlays());
            assertEquals(first.files(), second.files());
        }
    }

    @Test
    void manyForksAreMadeOneLayer() throws IOException {
        try (ForkableDisk disk = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.WRITE);
                FrozenDisk first = disk.freeze()) {
            BlockIo io = disk.io(4);
            long copied = 0;
            for (int i = 0; i < ForkableDisk.MOST_OVERLAYS; i++) {
                assertEquals(0, copied);
                rig.write(io, (long) i * BLOCK, block);
                rig.write(io, 0, block);
                try (FrozenDisk next = disk.freeze()) {
                    copied = next.copied();
                }
            }
            assertEquals((long) ForkableDisk.MOST_OVERLAYS * BLOCK, copied);
            assertEquals(2, disk.overlays());
            assertTrue(first.extents().isEmpty());
        }
        int[] written = new int[ForkableDisk.MOST_OVERLAYS];
        Arrays.setAll(written, i -> i * BLOCK);
        assertArrayEquals(with(before, written), Files.readAllBytes(image));
    }

    @Test
    void whatIsKeptOfADiskMakesItAgain() throws IOException {
        byte[] expected;
        List<Extent> extents;
        NativeMemory kept = NativeMemory.allocate(CAPACITY + BLOCK);
        try (ForkableDisk disk = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.THROW_AWAY)) {
            BlockIo io = disk.io(4);
            rig.write(io, 5 * BLOCK, block);
            disk.discard(9 * BLOCK + 512, 3 * BLOCK);
            disk.resize(CAPACITY - 512);
            disk.resize(CAPACITY + BLOCK);
            expected = rig.all(disk);
            try (FrozenDisk frozen = disk.freeze()) {
                extents = frozen.extents();
                frozen.extents(extent -> {
                    NativeMemory part = NativeMemory.allocate((int) extent.length());
                    frozen.read(extent.offset(), part, part.size());
                    Object unused = kept.buffer().put((int) extent.offset(), part.buffer(), 0, part.size());
                });
                assertThrows(IndexOutOfBoundsException.class, () -> frozen.read(CAPACITY, kept, 2 * BLOCK));
                assertEquals(CAPACITY, frozen.files().get(0).size());
            }
        }
        assertEquals(
                List.of(
                        new Extent(5 * BLOCK, BLOCK, false),
                        new Extent(9 * BLOCK, BLOCK, false),
                        new Extent(10 * BLOCK, 2 * BLOCK, true),
                        new Extent(12 * BLOCK, BLOCK, false),
                        new Extent(CAPACITY - 512, BLOCK + 512, true)),
                extents);
        assertArrayEquals(before, Files.readAllBytes(image));
        try (DiskFill fill = DiskFill.begin(image, ImageFormat.RAW, DiskUse.WRITE, CAPACITY + BLOCK)) {
            for (Extent extent : extents) {
                if (extent.zeros()) {
                    fill.zeros(extent.offset(), extent.length());
                } else {
                    NativeMemory part = NativeMemory.allocate((int) extent.length());
                    part.buffer().put(0, kept.buffer(), (int) extent.offset(), part.size());
                    fill.data(extent.offset(), part, part.size());
                }
            }
            try (ForkableDisk again = fill.disk()) {
                assertArrayEquals(expected, rig.all(again));
                again.awaitCommits();
                assertEquals(0, again.overlays());
            }
        }
        assertArrayEquals(expected, Files.readAllBytes(image));
    }

    @Test
    void aFillThatIsGivenUpChangesNothing() throws IOException {
        try (DiskFill fill = DiskFill.begin(image, ImageFormat.RAW, DiskUse.WRITE, CAPACITY)) {
            fill.zeros(0, CAPACITY);
        }
        assertArrayEquals(before, Files.readAllBytes(image));
        assertThrows(
                IllegalArgumentException.class, () -> DiskFill.begin(image, ImageFormat.RAW, DiskUse.READ, CAPACITY));
    }

    /** The kernel refuses every write to the image from the moment on at which it is sealed. */
    @Test
    void aCommitThatFailsIsTriedAgainAndTold() throws IOException {
        try (Fd memfd = Memfd.create("hv-image", CAPACITY)) {
            Path path = Path.of("/proc/self/fd/" + memfd.number());
            ForkableDisk disk = ForkableDisk.open(path, ImageFormat.RAW, DiskUse.WRITE);
            BlockIo io = disk.io(4);
            FrozenDisk frozen = disk.freeze();
            rig.write(io, 0, block);
            Memfd.seal(memfd, Memfd.SEAL_WRITE);
            frozen.close();
            disk.awaitCommits();
            // Nothing is lost as long as the machine runs.
            assertEquals(1, disk.overlays());
            rig.write(io, BLOCK, block);
            assertArrayEquals(with(new byte[CAPACITY], 0, BLOCK), rig.all(disk));
            CommitFailedException e = assertThrows(CommitFailedException.class, disk::close);
            assertTrue(String.valueOf(e.getMessage()).contains("EPERM"), e.getMessage());
            assertEquals(path, e.path());
            disk.close();
            ForkableDisk.open(path, ImageFormat.RAW, DiskUse.READ).close();
        }
    }

    @Test
    void theLastCloneIsToldOfACommitThatFails() throws IOException {
        try (Fd memfd = Memfd.create("hv-image", CAPACITY)) {
            Path path = Path.of("/proc/self/fd/" + memfd.number());
            ForkableDisk disk = ForkableDisk.open(path, ImageFormat.RAW, DiskUse.WRITE);
            FrozenDisk frozen = disk.freeze();
            ForkableDisk clone = ForkableDisk.of(frozen);
            frozen.close();
            rig.write(disk.io(4), 0, block);
            Memfd.seal(memfd, Memfd.SEAL_WRITE);
            disk.close();
            assertArrayEquals(new byte[CAPACITY], rig.all(clone));
            assertThrows(CommitFailedException.class, clone::close);
            ForkableDisk.open(path, ImageFormat.RAW, DiskUse.READ).close();
        }
    }

    @Test
    void withoutAFolderForOverlaysNothingChanges() throws IOException {
        try (OverlayFolder unused = new OverlayFolder(folder.resolve("none"));
                ForkableDisk disk = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.WRITE)) {
            IOException e = assertThrows(IOException.class, disk::freeze);
            assertTrue(String.valueOf(e.getMessage()).contains("ENOENT"), e.getMessage());
            Path other = Files.write(folder.resolve("other.raw"), before);
            assertThrows(IOException.class, () -> ForkableDisk.open(other, ImageFormat.RAW, DiskUse.THROW_AWAY));
            assertFalse(disk.isShared());
            rig.write(disk.io(4), 0, block);
            assertArrayEquals(with(before, 0), Files.readAllBytes(image));
        }
    }

    @Test
    void requestsAllocateNothing() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        try (ForkableDisk disk = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.THROW_AWAY)) {
            BlockIo io = disk.io(4);
            Requests requests = new Requests(
                    io, rig.memory(), TestPieces.of(BLOCK, 1024), TestPieces.of(0, 1000, 2 * BLOCK, BLOCK - 1000));
            requests.some(0);
            long first = threads.getThreadAllocatedBytes(id);
            long start = threads.getThreadAllocatedBytes(id);
            requests.some(16);
            long end = threads.getThreadAllocatedBytes(id);
            assertEquals(start - first, end - start);
        }
    }

    /** Blocks that are new to the overlay, in whole and in part, and read again. */
    private record Requests(BlockIo io, GuestMemory memory, Pieces part, Pieces whole) {

        void some(int firstBlock) throws IOException {
            for (int i = 0; i < 8; i++) {
                long at = (long) (firstBlock + i) * BLOCK;
                io.write(memory, part, at + 512);
                io.read(memory, whole, at);
                io.write(memory, whole, at);
                io.zero(at, BLOCK, true);
            }
        }
    }
}
