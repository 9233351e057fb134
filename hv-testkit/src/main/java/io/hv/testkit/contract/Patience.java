package io.hv.testkit.contract;

import java.time.Duration;

/**
 * How long contracts wait. The property {@code hv.test.patience} is a factor for all of it, for slow machines: for
 * example {@code 5}.
 */
public final class Patience {

    private static final Duration MUST_HAPPEN = Duration.ofSeconds(20);
    private static final Duration MUST_NOT_HAPPEN = Duration.ofMillis(100);

    private Patience() {}

    /** For what must happen: long, because it is only used up by what is broken. */
    public static Duration forWhatMustHappen() {
        return scaled(MUST_HAPPEN);
    }

    /** For what must not happen, and for time-outs that are meant to come: short, because it is always used up. */
    public static Duration forWhatMustNotHappen() {
        return scaled(MUST_NOT_HAPPEN);
    }

    private static Duration scaled(Duration duration) {
        double factor = Double.parseDouble(System.getProperty("hv.test.patience", "1"));
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
