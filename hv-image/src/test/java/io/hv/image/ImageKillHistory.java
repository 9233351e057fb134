package io.hv.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a process does to an image until it is killed. The same seed gives the same steps: the process makes them on the
 * image, and who looks at what it left makes them on an array of bytes.
 */
final class ImageKillHistory {

    static final String IMAGE = "disk.qcow2";
    static final String BASE = "base.img";
    static final int CAPACITY = 1_500_000;

    private static final int MOST_SNAPSHOTS = 3;

    /** What a step does. */
    enum What {
        WRITE,
        COMPRESS,
        ZERO,
        DISCARD,
        FLUSH,
        CREATE_SNAPSHOT,
        APPLY_SNAPSHOT,
        DELETE_SNAPSHOT,
        /** Ends the image, and opens it again. */
        REOPEN
    }

    /**
     * A step.
     *
     * @param number from 1 on
     * @param seed of the bytes that are written
     * @param snapshot the name of the one that it is about; else empty
     */
    record Step(int number, What what, int at, int length, long seed, String snapshot) {

        /** What is written: of what is to be compressed every other 32 bytes are one byte. */
        byte[] bytes() {
            byte[] bytes = new byte[length];
            new Random(seed).nextBytes(bytes);
            for (int i = 0; what == What.COMPRESS && i < length; i++) {
                bytes[i] = i % 64 < 32 ? bytes[i] : (byte) number;
            }
            return bytes;
        }
    }

    private final CreateOptions options;
    private final Random random;
    private final List<String> snapshots = new ArrayList<>();
    private int number;

    ImageKillHistory(int kind, long seed) {
        options = kinds().get(kind);
        random = new Random(seed);
    }

    /** The images that it is done to. */
    static List<CreateOptions> kinds() {
        return List.of(
                qcow2().clusterSize(512),
                CreateOptions.overlay(BASE, ImageFormat.RAW).clusterSize(4096),
                qcow2().clusterSize(1 << 14).extendedL2(),
                qcow2(),
                qcow2().clusterSize(1024).version(2),
                qcow2().clusterSize(4096).refcountBits(64).lazyRefcounts(),
                qcow2().clusterSize(4096).dataFile("disk.data", false),
                CreateOptions.overlay(BASE, ImageFormat.RAW)
                        .clusterSize(1 << 15)
                        .extendedL2());
    }

    private static CreateOptions qcow2() {
        return CreateOptions.of(ImageFormat.QCOW2, CAPACITY);
    }

    CreateOptions options() {
        return options;
    }

    /** There is always another one. */
    Step next() {
        number++;
        return switch (random.nextInt(12)) {
            case 0 -> range(What.ZERO);
            case 1 -> clusters(What.DISCARD, 1 + random.nextInt(60_000) / options.clusterSize());
            case 2 -> clusters(What.COMPRESS, 1);
            case 3, 4 -> step(What.FLUSH, 0, 0, "");
            case 5 -> options.dataFile().isPresent() ? range(What.WRITE) : snapshot();
            case 6 -> random.nextInt(4) == 0 ? step(What.REOPEN, 0, 0, "") : range(What.WRITE);
            default -> range(What.WRITE);
        };
    }

    private Step range(What what) {
        int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 150_000 : 3000);
        return step(what, random.nextInt(CAPACITY - length + 1), length, "");
    }

    /** Whole ones, as only those can be compressed, or are given back. The disk's last one is not whole. */
    private Step clusters(What what, int count) {
        int size = options.clusterSize();
        int at = random.nextInt(CAPACITY) / size * size;
        return step(what, at, Math.min(count * size, CAPACITY - at), "");
    }

    private Step snapshot() {
        if (snapshots.isEmpty() || (snapshots.size() < MOST_SNAPSHOTS && random.nextBoolean())) {
            String name = "after-" + (number - 1);
            boolean unused = snapshots.add(name);
            return step(What.CREATE_SNAPSHOT, 0, 0, name);
        }
        int which = random.nextInt(snapshots.size());
        return random.nextBoolean()
                ? step(What.APPLY_SNAPSHOT, 0, 0, snapshots.get(which))
                : step(What.DELETE_SNAPSHOT, 0, 0, snapshots.remove(which));
    }

    private Step step(What what, int at, int length, String snapshot) {
        return new Step(number, what, at, length, random.nextLong(), snapshot);
    }
}
