package io.hv.kvm.clock;

import io.hv.kvm.bus.Clock;
import java.util.function.LongSupplier;

/** The time that devices see: it runs while the machine runs. Starts paused at zero. Safe for any thread. */
public final class VmClock implements Clock {

    private final LongSupplier source;
    private volatile Reading reading = new Reading(0, 0, false);

    /** A clock driven by the host's monotonic time. */
    public VmClock() {
        this(System::nanoTime);
    }

    /** A clock driven by any source of nanoseconds that never decreases. */
    public VmClock(LongSupplier source) {
        this.source = source;
    }

    @Override
    public long nanos() {
        return reading.at(source);
    }

    /** Stops it. Does nothing if it stands. */
    public synchronized void pause() {
        reading = new Reading(nanos(), 0, false);
    }

    /** Lets it go on from where it stood. Does nothing if it runs. */
    public synchronized void resume() {
        if (!reading.running) {
            reading = new Reading(reading.nanos, source.getAsLong(), true);
        }
    }

    /** What it shows. */
    public State save() {
        return new State(nanos());
    }

    /**
     * Sets what it shows.
     *
     * @throws IllegalStateException if it runs
     */
    public synchronized void restore(State state) {
        if (reading.running) {
            throw new IllegalStateException("the clock runs");
        }
        reading = new Reading(state.nanos, 0, false);
    }

    /**
     * A clock that stands.
     *
     * @param nanos what it shows, not negative
     */
    public record State(long nanos) {

        /** Checks the sign. */
        public State {
            if (nanos < 0) {
                throw new IllegalArgumentException("a clock that shows " + nanos + " ns");
            }
        }
    }

    /**
     * What it showed when the source showed {@code since}.
     *
     * @param running whether it has moved on from there
     */
    private record Reading(long nanos, long since, boolean running) {

        long at(LongSupplier source) {
            return running ? nanos + (source.getAsLong() - since) : nanos;
        }
    }
}
