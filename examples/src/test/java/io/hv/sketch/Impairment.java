package io.hv.sketch;

import java.time.Duration;

/** How bad a link is. Immutable; each method returns a new value. */
public interface Impairment {

    /** A link without faults. */
    static Impairment none() {
        return Later.value();
    }

    /** Loses this share of all frames, 0 to 1. */
    Impairment loss(double share);

    /** Delivers each frame that much later. */
    Impairment delay(Duration delay);

    /** Delivers each frame earlier or later than that by up to as much. */
    Impairment jitter(Duration jitter);
}
