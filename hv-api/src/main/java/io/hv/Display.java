package io.hv;

import java.time.Duration;

/**
 * A domain's screen and keyboard: a handle with nothing to close. Safe for any thread. Its methods are legal when the domain
 * is active, and throw what the domain's own throw.
 */
public interface Display {

    /** The most keys that are pressed at once. */
    int MOST_KEYS = 16;

    /** The longest that keys are held. */
    Duration LONGEST_PRESS = Duration.ofSeconds(100);

    /** The domain that it belongs to. */
    Domain domain();

    /**
     * What its screen shows now.
     *
     * @throws InvalidStateException if the domain is not active
     * @throws NotFoundException if the machine has no screen; {@link DomainSpec.Builder#display} gives it one
     */
    Screenshot screenshot();

    /**
     * Presses keys of its keyboard, all at once, and lets go of them after a while. It returns when they are pressed.
     *
     * @param held how long, 0 to {@link #LONGEST_PRESS}; whole milliseconds
     * @param linuxCodes Linux's codes of the keys (linux/input-event-codes.h), 1 to {@link #MOST_KEYS}: 28 is enter
     * @throws IllegalArgumentException if these are too many or none, or that is too long
     * @throws InvalidStateException if the domain is not active
     */
    void press(Duration held, int... linuxCodes);
}
