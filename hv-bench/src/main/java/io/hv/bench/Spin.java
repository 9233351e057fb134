package io.hv.bench;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits for a count without giving the processor away, and not for ever. */
final class Spin {

    /** For how long a count may stand still: what is counted takes microseconds, but a guest may have to boot before. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Spin() {}

    /**
     * Waits until so many are counted.
     *
     * @param counted how many are so far; never less than before
     * @param what what is counted, in words
     * @return how many there are now
     * @throws IllegalStateException if the count stands still for five minutes
     */
    static long until(LongSupplier counted, long count, String what) {
        return until(counted, count, what, PATIENCE);
    }

    /** The same, for a count that may stand still for so long. */
    static long until(LongSupplier counted, long count, String what, Duration patience) {
        long now = counted.getAsLong();
        long moved = System.nanoTime();
        while (now < count) {
            Thread.onSpinWait();
            long next = counted.getAsLong();
            if (next != now) {
                now = next;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > patience.toNanos()) {
                throw new IllegalStateException(
                        now + " of " + count + " " + what + ", and no more in " + patience.toSeconds() + " s");
            }
        }
        return now;
    }
}
