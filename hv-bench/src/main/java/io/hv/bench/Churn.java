package io.hv.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;

/** A thread that allocates as fast as it can, and keeps enough of it that the collector has work to do. */
final class Churn implements AutoCloseable {

    private static final int KEPT = 1 << 15;
    private static final int LARGEST = 2048;

    private final Thread thread = new Thread(this::allocate, "bench/churn");
    private final Random random;
    private final byte[][] kept = new byte[KEPT][];
    private final long began = System.nanoTime();
    private final long collectionsBefore = collections();
    private final long pausesBefore = collectionMillis();
    private volatile boolean ended;
    private long bytes;

    Churn(long seed) {
        this.random = new Random(seed);
        thread.setDaemon(true);
        thread.start();
    }

    private void allocate() {
        while (!ended) {
            byte[] next = new byte[random.nextInt(LARGEST)];
            kept[random.nextInt(KEPT)] = next;
            bytes += next.length;
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /**
     * What it did.
     *
     * @param megabytesPerSecond allocated
     * @param collections that ran meanwhile
     * @param collectionMillis how long they took in all
     */
    record Work(double megabytesPerSecond, long collections, long collectionMillis) {}

    /** Ends it, and tells what it did. */
    Work end() throws InterruptedException {
        close();
        thread.join();
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Work(bytes / 1e6 / seconds, collections() - collectionsBefore, collectionMillis() - pausesBefore);
    }

    @Override
    public void close() {
        ended = true;
    }
}
