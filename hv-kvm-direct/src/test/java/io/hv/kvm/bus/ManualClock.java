package io.hv.kvm.bus;

import java.time.Instant;

/** Virtual time for tests, as a machine's clock and as its wall: both stand still until someone moves them. */
public final class ManualClock implements Clock, Wall {

    /** What the wall shows when the clock shows zero: a Saturday. */
    public static final Instant START = Instant.parse("2028-02-26T23:58:30.25Z");

    private long nanos;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos());
    }

    /** Moves to a time; use {@link ManualLoop#advance} where timers should fire on the way. */
    public synchronized void set(long nanos) {
        if (nanos < this.nanos) {
            throw new IllegalArgumentException("time runs backwards: " + this.nanos + " -> " + nanos);
        }
        this.nanos = nanos;
    }
}
