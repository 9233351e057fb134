package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.image.CheckReport;
import io.hv.image.Compression;
import io.hv.image.CreateOptions;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.SnapshotInfo;
import io.hv.image.file.Alone;
import io.hv.image.file.History;
import io.hv.image.file.ImageFile;
import io.hv.image.file.Storage;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power goes at any event of a history, and of what was not forced any sectors are there: the image is sound but for
 * leaks, and every byte is one that was written since the last flush, or was there at it.
 */
class PowerLossTest {

    private static final Path NAME = Path.of("recorded.qcow2");
    private static final int CAPACITY = 300_000;
    /** So little that tables are written between flushes. */
    private static final int CACHE = 1 << 14;

    private static final int STEPS = 60;
    /** Of each history. */
    private static final int LOSSES = Integer.getInteger("hv.losses", 150);

    static Stream<Arguments> histories() {
        List<CreateOptions> kinds = List.of(
                of(512),
                of(512).refcountBits(64),
                of(4096).version(2),
                of(4096).refcountBits(4),
                of(1 << 14).extendedL2(),
                of(1 << 16),
                of(1024).compression(Compression.ZSTD));
        return Stream.iterate(0, i -> i + 1).limit(kinds.size()).map(i -> Arguments.of(i, kinds.get(i)));
    }

    private static CreateOptions of(int clusterSize) {
        return CreateOptions.of(ImageFormat.QCOW2, CAPACITY).clusterSize(clusterSize);
    }

    private static Disk open(Storage storage) {
        return new Qcow2Driver(CACHE).open(new ImageFile(NAME, storage, true), Alone.WRITABLE);
    }

    private final History history = new History(CAPACITY);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("histories")
    void nothingIsTorn(int seed, CreateOptions options) {
        new Qcow2Driver().create(new ImageFile(NAME, history.storage(), true), options, CAPACITY, NAME);
        Random random = new Random(seed);
        try (Disk disk = open(history.storage())) {
            disk.flush();
            history.remember(disk, history.events(), true);
            for (int i = 0; i < STEPS; i++) {
                int begun = history.events();
                boolean flushed = step(disk, random);
                history.remember(disk, begun, flushed);
            }
        }
        for (int i = 0; i < LOSSES; i++) {
            int at = history.anyMoment(random);
            try (Disk left = open(history.after(at, random))) {
                CheckReport report = left.check(false, false);
                assertEquals(
                        0,
                        report.corruptions(),
                        () -> "power lost at event " + at + ": "
                                + report.findings().stream().limit(5).toList());
                history.check(left, at);
            }
        }
    }

    /** Whether all is for good after it. */
    private static boolean step(Disk disk, Random random) {
        int capacity = (int) disk.capacity();
        int length = 1 + random.nextInt(random.nextInt(3) == 0 ? 60_000 : 2000);
        int at = random.nextInt(capacity - length + 1);
        int even = at - at % 65_536;
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        List<SnapshotInfo> snapshots = disk.snapshots();
        switch (random.nextInt(11)) {
            case 0 -> disk.zero(at, length);
            case 1 -> disk.discard(even, Math.min(65_536, capacity - even));
            case 2 -> {
                disk.flush();
                return true;
            }
            case 3 -> {
                byte[] same = new byte[Math.min(disk.clusterSize(), capacity - even)];
                disk.writeCompressed(even, ByteBuffer.wrap(same));
            }
            case 4 -> {
                if (snapshots.size() < 3) {
                    SnapshotInfo unused = disk.createSnapshot("one");
                } else {
                    disk.deleteSnapshot(snapshots.get(random.nextInt(3)).id());
                }
            }
            case 5 -> {
                if (!snapshots.isEmpty()) {
                    disk.applySnapshot(snapshots.get(0).id());
                }
            }
            case 6 -> resize(disk, random);
            default -> disk.write(at, ByteBuffer.wrap(bytes));
        }
        return false;
    }

    /** To any size of the upper half; in version 2 snapshots keep it from that. */
    private static void resize(Disk disk, Random random) {
        int capacity = CAPACITY / 2 + random.nextInt(CAPACITY / 2);
        try {
            disk.checkResize(capacity - capacity % 512);
        } catch (ImageException e) {
            assertEquals("nb_snapshots", e.field());
            return;
        }
        disk.resize(capacity - capacity % 512);
    }
}
