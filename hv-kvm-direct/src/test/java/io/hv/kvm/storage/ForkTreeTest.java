package io.hv.kvm.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.virtio.block.BlockIo;
import io.hv.nativeaccess.NativeMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tree of disks that are forked, written and closed in any order shows the bytes that plain arrays show. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "files without a name")
@Timeout(600)
class ForkTreeTest {

    private static final int SECTOR = 512;
    /** Some more than one region, and not whole blocks. */
    private static final int MOST = (1 << 20) + (5 << 12) + 3 * SECTOR;

    private static final int STEPS = 3000;
    /** Fewer where all is compared through a copy of the image. */
    private static final int STEPS_OF_IMAGES = 1000;

    private static final int PRUNING = 100;
    private static final int MOST_DISKS = 6;

    @TempDir
    private Path folder;

    @TempDir
    private Path copies;

    private final StorageRig rig = new StorageRig();
    private final List<Disk> disks = new ArrayList<>();
    private final List<Frozen> frozen = new ArrayList<>();
    private Random random = new Random();
    private Path image = Path.of("");
    private ImageKind kind = ImageKind.RAW;
    private @Nullable Disk root;
    /** What the image will have when everything is closed. */
    private byte[] expected = {};

    private static final class Disk {

        final ForkableDisk disk;
        final BlockIo io;
        byte[] bytes;

        Disk(ForkableDisk disk, byte[] bytes) {
            this.disk = disk;
            this.io = disk.io(4);
            this.bytes = bytes.clone();
        }
    }

    private static final class Frozen {

        final FrozenDisk disk;
        final byte[] bytes;

        Frozen(FrozenDisk disk, byte[] bytes) {
            this.disk = disk;
            this.bytes = bytes.clone();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, RAW",
        "2, RAW",
        "3, RAW",
        "4, QCOW2",
        "5, QCOW2",
        "6, SMALL_CLUSTERS",
        "7, SMALL_CLUSTERS",
        "8, OVERLAY",
        "9, OVERLAY",
        "10, OLD_OVERLAY",
        "11, VMDK",
        "12, VHD",
        "13, FIXED_VHD",
        "14, VDI",
        "15, VHDX"
    })
    void everyDiskIsItsOwn(long seed, ImageKind of) throws IOException {
        kind = of;
        random = new Random(seed);
        expected = new byte[MOST - 7 * SECTOR];
        random.nextBytes(expected);
        // Some of it can be compressed.
        Arrays.fill(expected, 1 << 16, 1 << 18, (byte) 0x2a);
        image = kind.make(folder, expected);
        try (rig;
                OverlayFolder unused = new OverlayFolder(folder)) {
            int steps = kind == ImageKind.RAW ? STEPS : STEPS_OF_IMAGES;
            for (int i = 1; i <= steps; i++) {
                step();
                if (i % PRUNING == 0) {
                    prune();
                }
            }
            while (!disks.isEmpty() || !frozen.isEmpty()) {
                close();
            }
        }
        assertImage();
        assertEquals(0, StorageRig.open(folder));
        assertEquals(kind.names(), StorageRig.names(folder));
    }

    private void assertImage() throws IOException {
        assertArrayEquals(expected, kind.read(image, copies));
    }

    private void step() throws IOException {
        if (disks.isEmpty()) {
            open();
        }
        Disk disk = disks.get(random.nextInt(disks.size()));
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> read(disk);
            case 5, 6, 7, 8, 9, 10 -> write(disk);
            case 11 -> zero(disk, true);
            case 12 -> zero(disk, false);
            case 13 -> resize(disk);
            case 14 -> freeze(disk);
            case 15, 16 -> fork();
            case 17 -> look();
            case 18 -> close();
            default -> settle();
        }
    }

    private void open() throws IOException {
        if (!frozen.isEmpty()) {
            // Its writer has gone, and clones may still come.
            DiskInUseException e = assertThrows(
                    DiskInUseException.class, () -> ForkableDisk.open(image, kind.format(), DiskUse.WRITE));
            assertTrue(String.valueOf(e.getMessage()).contains("shared by clones"), e.getMessage());
            assertThrows(DiskInUseException.class, () -> ForkableDisk.open(image, kind.format(), DiskUse.READ));
            fork();
            return;
        }
        assertImage();
        root = new Disk(ForkableDisk.open(image, kind.format(), DiskUse.WRITE), expected);
        disks.add(root);
        assertThrows(DiskInUseException.class, () -> ForkableDisk.open(image, kind.format(), DiskUse.THROW_AWAY));
    }

    /** A range of sectors, mostly a small one; often the ends of the disk and of regions. */
    private int[] range(Disk disk) {
        int sectors = disk.bytes.length / SECTOR;
        int from = random.nextInt(3) == 0 ? random.nextInt(sectors) : random.nextInt(Math.min(sectors, 40));
        if (random.nextInt(4) == 0) {
            from = Math.max(0, sectors - 1 - random.nextInt(20));
        }
        int most = random.nextInt(30) == 0 ? sectors : 20;
        int count = Math.min(sectors - from, 1 + random.nextInt(most));
        return new int[] {from * SECTOR, count * SECTOR};
    }

    private void read(Disk disk) throws IOException {
        int[] range = range(disk);
        assertArrayEquals(
                Arrays.copyOfRange(disk.bytes, range[0], range[0] + range[1]), rig.read(disk.io, range[0], range[1]));
    }

    private void write(Disk disk) throws IOException {
        int[] range = range(disk);
        byte[] bytes = new byte[range[1]];
        random.nextBytes(bytes);
        rig.write(disk.io, range[0], bytes);
        System.arraycopy(bytes, 0, disk.bytes, range[0], bytes.length);
    }

    private void zero(Disk disk, boolean discard) throws IOException {
        int[] range = range(disk);
        if (discard) {
            disk.disk.discard(range[0], range[1]);
            if (kind.mayKeepDiscarded()) {
                byte[] after = rig.read(disk.io, range[0], range[1]);
                ImageKind.assertDiscarded(Arrays.copyOfRange(disk.bytes, range[0], range[0] + range[1]), after);
                System.arraycopy(after, 0, disk.bytes, range[0], range[1]);
                return;
            }
        } else {
            disk.io.zero(range[0], range[1], random.nextBoolean());
        }
        Arrays.fill(disk.bytes, range[0], range[0] + range[1], (byte) 0);
    }

    private void resize(Disk disk) throws IOException {
        int capacity = (1 + random.nextInt(MOST / SECTOR)) * SECTOR;
        if (disk == root && !kind.isResizable()) {
            assertThrows(IOException.class, () -> disk.disk.resize(capacity));
            assertEquals(disk.bytes.length, disk.disk.capacity());
            return;
        }
        disk.disk.resize(capacity);
        disk.bytes = Arrays.copyOf(disk.bytes, capacity);
        assertEquals(capacity, disk.disk.capacity());
        assertThrows(IOException.class, () -> disk.io.zero(capacity - SECTOR, 2 * SECTOR, true));
    }

    private void freeze(Disk disk) throws IOException {
        FrozenDisk fresh = disk.disk.freeze();
        frozen.add(new Frozen(fresh, disk.bytes));
        assertTrue(disk.disk.isShared());
        assertTrue(disk.disk.overlays() <= ForkableDisk.MOST_OVERLAYS, () -> "depth " + disk.disk.overlays());
    }

    private void fork() throws IOException {
        if (!frozen.isEmpty() && disks.size() < MOST_DISKS) {
            Frozen from = frozen.get(random.nextInt(frozen.size()));
            disks.add(new Disk(ForkableDisk.of(from.disk), from.bytes));
        }
    }

    /** What is frozen stays, and is the image with its extents. */
    private void look() throws IOException {
        if (frozen.isEmpty()) {
            return;
        }
        Frozen one = frozen.get(random.nextInt(frozen.size()));
        NativeMemory memory = NativeMemory.allocate(one.bytes.length);
        one.disk.read(0, memory, one.bytes.length);
        byte[] read = new byte[one.bytes.length];
        memory.buffer().get(0, read);
        assertArrayEquals(one.bytes, read);
        one.disk.syncImage();
        byte[] built = Arrays.copyOf(kind.read(image, copies), one.bytes.length);
        for (Extent extent : one.disk.extents()) {
            int at = (int) extent.offset();
            if (extent.zeros()) {
                Arrays.fill(built, at, (int) extent.end(), (byte) 0);
            } else {
                System.arraycopy(read, at, built, at, (int) extent.length());
            }
        }
        assertArrayEquals(one.bytes, built);
    }

    private void close() {
        int at = random.nextInt(disks.size() + frozen.size());
        if (at < disks.size()) {
            close(disks.remove(at));
        } else {
            frozen.remove(at - disks.size()).disk.close();
        }
    }

    private void close(Disk disk) {
        if (disk == root) {
            root = null;
            expected = disk.bytes;
        }
        disk.disk.close();
        disk.disk.close();
    }

    /** Leaves the root alone, or nobody. */
    private void prune() throws IOException {
        boolean rootToo = random.nextInt(3) == 0;
        Collections.shuffle(disks, random);
        Collections.shuffle(frozen, random);
        List<Disk> ending =
                disks.stream().filter(disk -> rootToo || disk != root).toList();
        boolean disksFirst = random.nextBoolean();
        if (disksFirst) {
            ending.forEach(this::close);
        }
        frozen.forEach(one -> one.disk.close());
        if (!disksFirst) {
            ending.forEach(this::close);
        }
        frozen.clear();
        disks.removeAll(ending);
        settle();
    }

    /** If only the root is left, the image is used directly soon. */
    private void settle() throws IOException {
        Disk present = root;
        if (present == null || present.disk.isShared()) {
            return;
        }
        present.disk.awaitCommits();
        assertEquals(0, present.disk.overlays());
        expected = present.bytes.clone();
        present.disk.flush();
        assertImage();
    }
}
