package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.image.CreateOptions;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.SnapshotInfo;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Short histories of small images in memory: after each flush a second reader, by the specification alone, finds the bytes of
 * the disk and of every snapshot, and counts that are exact.
 */
class MemoryModelTest {

    private static final int CAPACITY = 40_001;
    private static final int STEPS = 40;
    private static final int SMALL_CACHE = 1 << 14;

    private static CreateOptions of(int clusterSize) {
        return CreateOptions.of(ImageFormat.QCOW2, CAPACITY).clusterSize(clusterSize);
    }

    private static CreateOptions overlay(int clusterSize) {
        return CreateOptions.overlay("base.img", ImageFormat.RAW)
                .capacity(CAPACITY)
                .clusterSize(clusterSize);
    }

    static Stream<Arguments> histories() {
        List<CreateOptions> kinds = List.of(
                of(512),
                of(512).refcountBits(64),
                of(512).refcountBits(8),
                of(512).version(2),
                of(512).refcountBits(4),
                of(1024).refcountBits(32),
                of(2048).refcountBits(2),
                of(2048).refcountBits(1),
                of(1 << 14).extendedL2(),
                of(512).dataFile("disk.data", false),
                of(1 << 14).extendedL2().dataFile("disk.data", true),
                overlay(512),
                overlay(1024).version(2),
                overlay(1 << 14).extendedL2());
        return IntStream.range(0, kinds.size()).mapToObj(i -> Arguments.of(i, kinds.get(i)));
    }

    private byte[] model = new byte[CAPACITY];
    private final List<byte[]> kept = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("histories")
    void isWhatTheSpecificationSays(int seed, CreateOptions options) {
        Random random = new Random(seed);
        byte[] base = new byte[0];
        if (options.backingFile().isPresent()) {
            // Shorter than the disk: behind it are zeros.
            base = new byte[CAPACITY - 10_000];
            random.nextBytes(base);
            model = Arrays.copyOf(base, CAPACITY);
        }
        MemoryImage image = new MemoryImage(options, CAPACITY, base, SMALL_CACHE);
        Disk disk = image.open();
        image.assertHolds(disk, model);
        for (int i = 0; i < STEPS; i++) {
            if (random.nextInt(10) == 0) {
                disk.flush();
                disk.close();
                disk = image.open();
            }
            try {
                step(disk, options, random);
            } catch (ImageException e) {
                assertEquals("refcount", e.field(), e.toString());
                assertEquals(true, options.refcountBits() <= 4, e.toString());
            }
            if (random.nextInt(3) == 0) {
                assertArrayEquals(model, MemoryImage.read(disk, 0, model.length));
                disk.flush();
                assertHolds(image, disk);
            }
        }
        disk.flush();
        assertHolds(image, disk);
        disk.close();
    }

    private void assertHolds(MemoryImage image, Disk disk) {
        image.assertHolds(disk, model);
        SpecImage spec = image.spec();
        List<SpecImage.Saved> saved = spec.snapshots();
        List<SnapshotInfo> told = disk.snapshots();
        assertEquals(kept.size(), saved.size());
        assertEquals(kept.size(), told.size());
        for (int i = 0; i < kept.size(); i++) {
            assertArrayEquals(kept.get(i), spec.disk(saved.get(i), image.base));
            assertEquals(saved.get(i).id(), told.get(i).id());
            assertEquals(saved.get(i).name(), told.get(i).name());
            assertEquals(saved.get(i).diskSize(), told.get(i).capacity());
        }
    }

    private void step(Disk disk, CreateOptions options, Random random) {
        int length = Math.min(model.length, 1 + random.nextInt(random.nextInt(4) == 0 ? 15_000 : 1500));
        int at = random.nextInt(model.length - length + 1);
        boolean snapshots = options.dataFile().isEmpty() && options.refcountBits() > 1;
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4 -> {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                disk.write(at, ByteBuffer.wrap(bytes));
                System.arraycopy(bytes, 0, model, at, length);
            }
            case 5, 6 -> {
                disk.zero(at, length);
                Arrays.fill(model, at, at + length, (byte) 0);
            }
            case 7 -> discard(disk, options, at, length);
            case 8 -> {
                int even = at - at % options.clusterSize();
                byte[] bytes = new byte[Math.min(options.clusterSize(), model.length - even)];
                random.nextBytes(bytes);
                Arrays.fill(bytes, 0, bytes.length / 2, (byte) at);
                disk.writeCompressed(even, ByteBuffer.wrap(bytes));
                System.arraycopy(bytes, 0, model, even, bytes.length);
            }
            case 9 -> {
                if (snapshots && kept.size() < 3) {
                    SnapshotInfo made = disk.createSnapshot("s" + random.nextInt(100));
                    assertEquals(model.length, made.capacity());
                    boolean unused = kept.add(model.clone());
                }
            }
            case 10 -> {
                if (!kept.isEmpty()) {
                    change(disk, random.nextInt(kept.size()), random.nextBoolean());
                }
            }
            default -> {
                if (options.version() > 2 || kept.isEmpty()) {
                    int size = CAPACITY / 2 + random.nextInt(CAPACITY);
                    disk.resize(size);
                    model = Arrays.copyOf(model, size);
                }
            }
        }
    }

    private void change(Disk disk, int which, boolean delete) {
        String id = disk.snapshots().get(which).id();
        if (delete) {
            disk.deleteSnapshot(id);
            byte[] unused = kept.remove(which);
        } else {
            disk.applySnapshot(id);
            model = kept.get(which).clone();
        }
    }

    /** Whole clusters read as zeros afterwards; where an image cannot say that, or is a raw one too, nothing happens. */
    private void discard(Disk disk, CreateOptions options, int at, int length) {
        disk.discard(at, length);
        boolean ignored = options.isRawDataFile()
                || (options.version() == 2 && options.backingFile().isPresent());
        int size = options.clusterSize();
        int first = (at + size - 1) / size * size;
        int end = at + length == model.length ? model.length : (at + length) / size * size;
        if (!ignored && first < end) {
            Arrays.fill(model, first, end, (byte) 0);
        }
    }
}
