package io.hv.backend.agent;

import io.hv.InterruptedOperationException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The moment at which a wait is over. Immutable. */
public final class Deadline {

    private final long start = System.nanoTime();
    private final long length;

    private Deadline(long length) {
        this.length = length;
    }

    /** That long from now on; at once where it is not positive. */
    public static Deadline in(Duration timeout) {
        return new Deadline(nanos(timeout));
    }

    /** Saturated: a {@link Duration} may be longer than 292 years. */
    private static long nanos(Duration timeout) {
        try {
            return Math.max(0, timeout.toNanos());
        } catch (ArithmeticException tooLong) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    /** How many nanoseconds are left, 0 once it is over. */
    public long nanos() {
        return Math.max(0, length - (System.nanoTime() - start));
    }

    /** Whether nothing is left. */
    public boolean isOver() {
        return nanos() == 0;
    }

    /** What is left, or the least where that is more; but never more than the most. */
    Duration left(Duration least, Duration most) {
        return Duration.ofNanos(Math.min(nanos(most), Math.max(nanos(least), nanos())));
    }

    /** Waits for a while, or till it is over. */
    void pause(Duration most, String operation) {
        Deadline pause = in(Duration.ofNanos(Math.min(nanos(), most.toNanos())));
        while (!pause.isOver()) {
            LockSupport.parkNanos(this, pause.nanos());
            if (Thread.interrupted()) {
                throw new InterruptedOperationException(operation);
            }
        }
    }
}
