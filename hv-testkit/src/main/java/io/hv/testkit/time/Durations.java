package io.hv.testkit.time;

import java.time.Duration;

/** Sums of times to wait. */
public final class Durations {

    /** 292 years. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Durations() {}

    /** That long and that long, and not longer than a number of nanoseconds can say, 2^63-1: whoever waits that long waits. */
    public static Duration sum(Duration first, Duration second) {
        return saturated(saturated(first).plus(saturated(second)));
    }

    private static Duration saturated(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }
}
