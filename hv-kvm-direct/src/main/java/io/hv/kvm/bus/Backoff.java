package io.hv.kvm.bus;

import java.time.Duration;

/**
 * How long to wait before another try of what has failed for now: {@link #LEAST} after the first failure in a row, twice as long
 * after each one more, but not longer than {@link #MOST}. For one thread.
 */
public final class Backoff {

    /** After the first failure in a row. */
    public static final Duration LEAST = Duration.ofMillis(10);

    /** After many. */
    public static final Duration MOST = Duration.ofSeconds(1);

    private Duration pause = Duration.ZERO;

    /** Nothing has failed yet. */
    public Backoff() {}

    /** Whether the last try has failed. */
    public boolean isUnderWay() {
        return !pause.isZero();
    }

    /** A try has failed; how long to wait now. */
    public Duration failed() {
        Duration next = isUnderWay() ? pause.multipliedBy(2) : LEAST;
        pause = next.compareTo(MOST) > 0 ? MOST : next;
        return pause;
    }

    /** A try has not failed: the row is over. */
    public void succeeded() {
        pause = Duration.ZERO;
    }
}
