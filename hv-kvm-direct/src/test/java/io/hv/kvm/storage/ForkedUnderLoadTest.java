package io.hv.kvm.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.virtio.block.BlockIo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads that write to parts of the same blocks lose nothing, while the disk is forked and its overlays are committed. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "files without a name")
@Timeout(600)
class ForkedUnderLoadTest {

    private static final int THREADS = 4;
    private static final int SECTOR = 512;
    private static final int CAPACITY = 12 << 20;
    private static final int SECTORS = CAPACITY / SECTOR;

    @TempDir
    private Path folder;

    @TempDir
    private Path copies;

    /** Writes, zeroes and reads those sectors whose number is its own modulo the number of threads. */
    private static final class Writer {

        private final int number;
        private final ForkableDisk disk;
        private final byte[] bytes;
        private final Random random;
        private final ImageKind kind;

        Writer(int number, ForkableDisk disk, byte[] bytes, ImageKind kind) {
            this.number = number;
            this.disk = disk;
            this.bytes = bytes.clone();
            this.random = new Random(number);
            this.kind = kind;
        }

        /** At least so many requests, and then until it is told to stop; returns how many. */
        int run(int least, AtomicBoolean over) throws Exception {
            BlockIo io = disk.io(4);
            int count = 0;
            try (StorageRig rig = new StorageRig()) {
                for (; count < least || !over.get(); count++) {
                    request(rig, io);
                }
            }
            return count;
        }

        private void request(StorageRig rig, BlockIo io) throws Exception {
            int at = (random.nextInt(SECTORS / THREADS) * THREADS + number) * SECTOR;
            switch (random.nextInt(6)) {
                case 0 -> assertArrayEquals(Arrays.copyOfRange(bytes, at, at + SECTOR), rig.read(io, at, SECTOR));
                case 1 -> {
                    // A part of a cluster that is discarded may stay.
                    if (kind.mayKeepDiscarded() || random.nextBoolean()) {
                        io.zero(at, SECTOR, true);
                    } else {
                        disk.discard(at, SECTOR);
                    }
                    Arrays.fill(bytes, at, at + SECTOR, (byte) 0);
                }
                default -> {
                    byte[] fresh = new byte[SECTOR];
                    random.nextBytes(fresh);
                    rig.write(io, at, fresh);
                    System.arraycopy(fresh, 0, bytes, at, SECTOR);
                }
            }
        }
    }

    private static byte[] merged(List<Writer> writers) {
        byte[] all = new byte[CAPACITY];
        for (int sector = 0; sector < SECTORS; sector++) {
            byte[] from = writers.get(sector % THREADS).bytes;
            System.arraycopy(from, sector * SECTOR, all, sector * SECTOR, SECTOR);
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "QCOW2", "OVERLAY", "VMDK", "VHDX"})
    void nothingIsLost(ImageKind kind) throws Exception {
        byte[] before = new byte[CAPACITY];
        new Random(9).nextBytes(before);
        Path image = kind.make(folder, before);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        AtomicBoolean over = new AtomicBoolean();
        try (StorageRig rig = new StorageRig();
                ForkableDisk disk = ForkableDisk.open(image, kind.format(), DiskUse.WRITE)) {
            List<Writer> writers = new ArrayList<>();
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Writer writer = new Writer(i, disk, before, kind);
                writers.add(writer);
                results.add(threads.submit(() -> writer.run(4000, over)));
            }
            int direct = 0;
            for (int i = 0; i < 40; i++) {
                try (FrozenDisk frozen = disk.freeze();
                        ForkableDisk clone = ForkableDisk.of(frozen)) {
                    byte[] once = rig.read(clone.io(4), 0, 1 << 20);
                    assertArrayEquals(once, rig.read(clone.io(4), 0, 1 << 20));
                }
                if (i % 4 == 0) {
                    disk.awaitCommits();
                    direct += disk.overlays() == 0 ? 1 : 0;
                    disk.flush();
                }
            }
            over.set(true);
            for (Future<Integer> result : results) {
                assertTrue(result.get() >= 4000);
            }
            // A commit ends however fast others write.
            assertEquals(10, direct);
            disk.awaitCommits();
            assertEquals(0, disk.overlays());
            disk.flush();
            assertArrayEquals(merged(writers), kind.read(image, copies));
        } finally {
            threads.shutdown();
        }
    }

    /** Writers share blocks of an overlay that nobody has written before. */
    @ParameterizedTest
    @EnumSource(names = {"RAW", "SMALL_CLUSTERS", "OLD_OVERLAY", "VHD", "VDI"})
    void partsOfABlockComeTogether(ImageKind kind) throws Exception {
        byte[] before = new byte[CAPACITY];
        new Random(10).nextBytes(before);
        Path image = kind.make(folder, before);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        AtomicBoolean over = new AtomicBoolean(true);
        try (StorageRig rig = new StorageRig();
                ForkableDisk disk = ForkableDisk.open(image, kind.format(), DiskUse.THROW_AWAY)) {
            List<Writer> writers = new ArrayList<>();
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Writer writer = new Writer(i, disk, before, kind);
                writers.add(writer);
                results.add(threads.submit(() -> writer.run(10_000, over)));
            }
            for (Future<Integer> result : results) {
                assertEquals(10_000, result.get());
            }
            byte[] expected = merged(writers);
            BlockIo io = disk.io(4);
            for (int at = 0; at < CAPACITY; at += 1 << 20) {
                assertArrayEquals(Arrays.copyOfRange(expected, at, at + (1 << 20)), rig.read(io, at, 1 << 20));
            }
        } finally {
            threads.shutdown();
        }
        assertArrayEquals(before, kind.read(image, copies));
    }
}
