package io.hv.kvm.virtio.block;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** A clock that a test moves. */
public final class HandClock implements RateLimit.Timing {

    private static final long NEVER = Long.MIN_VALUE;

    private long now;
    private long wake = NEVER;
    private Runnable action = () -> {};

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void wakeAt(long nanos, Runnable refilled) {
        wake = nanos;
        action = refilled;
    }

    public void set(long nanos) {
        now = nanos;
    }

    /** For when somebody wants to be woken. */
    public long wake() {
        assertTrue(isAwaited(), "nobody waits");
        return wake;
    }

    public boolean isAwaited() {
        return wake != NEVER;
    }

    /** Goes on to the time for which it was asked to wake somebody, who is not woken. */
    public void goOn() {
        assertTrue(wake() > now, "it would wake at once, again and again: " + wake + " at " + now);
        now = wake;
    }

    /** The time has come for who waits, however late it is by now; if nobody does, nothing happens. */
    public void fire() {
        Runnable due = action;
        now = Math.max(now, wake);
        wake = NEVER;
        action = () -> {};
        due.run();
    }
}
