package io.hv.kvm.virtio.block;

/**
 * How much a disk may do in a second: a bucket of requests and one of bytes. What it has not used it has for a tenth of a
 * second. A request that is more than a bucket holds is done at once, and those after it wait until that is made good, so nothing
 * waits for ever. Allocates nothing. Safe for any thread.
 */
public final class RateLimit {

    private static final double NANOS = 1e9;
    private static final double BURST_SECONDS = 0.1;
    /** More than a century; a guest can make debts that are many. */
    private static final double LONGEST_NANOS = 4e18;

    private final Timing timing;
    // Under this object's monitor, but for what is volatile.
    private final Bucket requests = new Bucket();
    private final Bucket bytes = new Bucket();
    private volatile boolean limited;
    private long filledAt;
    private Runnable refilled = () -> {};

    /** Where time comes from. */
    public interface Timing {

        /** Nanoseconds; never decreases. */
        long nanos();

        /** Runs the action at that time; the last one counts. */
        void wakeAt(long nanos, Runnable action);
    }

    /** What may still be done; less than nothing after a request that was more. */
    private static final class Bucket {

        /** 0 for any number. */
        private long perSecond;

        private double level;

        /** What it can hold: one at least, since nothing could be done otherwise. */
        private double most() {
            return Math.max(1, perSecond * BURST_SECONDS);
        }

        /** One that had no limit is full; another one keeps what it has, or owes. */
        void rate(long rate) {
            boolean fresh = perSecond == 0;
            perSecond = rate;
            level = fresh ? most() : Math.min(level, most());
        }

        void fill(double seconds) {
            level = Math.min(level + seconds * perSecond, most());
        }

        void take(long amount) {
            level -= perSecond == 0 ? 0 : amount;
        }

        /** How long it takes until something may be done. */
        double debtSeconds() {
            return perSecond == 0 || level > 0 ? 0 : (1 - level) / perSecond;
        }
    }

    /**
     * A limit.
     *
     * @param requestsPerSecond 0 for any number
     * @param bytesPerSecond 0 for any number
     */
    public RateLimit(long requestsPerSecond, long bytesPerSecond, Timing timing) {
        this.timing = timing;
        rate(requestsPerSecond, bytesPerSecond);
    }

    /** No limit, now and later. */
    public static RateLimit none() {
        return new RateLimit(0, 0, new Timing() {
            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public void wakeAt(long nanos, Runnable action) {
                throw new IllegalStateException("what has no limit waits for nothing");
            }
        });
    }

    /**
     * Sets another limit. Requests that wait are looked at anew.
     *
     * @param requestsPerSecond 0 for any number
     * @param bytesPerSecond 0 for any number
     */
    public synchronized void change(long requestsPerSecond, long bytesPerSecond) {
        fill();
        rate(requestsPerSecond, bytesPerSecond);
        timing.wakeAt(filledAt, refilled);
    }

    private void rate(long requestsPerSecond, long bytesPerSecond) {
        requests.rate(requestsPerSecond);
        bytes.rate(bytesPerSecond);
        limited = requestsPerSecond != 0 || bytesPerSecond != 0;
    }

    synchronized void onRefill(Runnable action) {
        refilled = action;
    }

    /** Whether a request may be done now. If not, {@code refilled} runs when it may. */
    boolean allows() {
        return !limited || hasSome();
    }

    private synchronized boolean hasSome() {
        fill();
        double debtSeconds = Math.max(requests.debtSeconds(), bytes.debtSeconds());
        if (debtSeconds <= 0) {
            return true;
        }
        timing.wakeAt(later(filledAt, debtSeconds), refilled);
        return false;
    }

    private static long later(long nanos, double seconds) {
        long until = nanos + (long) Math.min(Math.ceil(seconds * NANOS), LONGEST_NANOS);
        return until < nanos ? Long.MAX_VALUE : until;
    }

    private void fill() {
        long now = timing.nanos();
        // A machine that was restored may be at an earlier time.
        double seconds = Math.max(0, now - filledAt) / NANOS;
        filledAt = now;
        requests.fill(seconds);
        bytes.fill(seconds);
    }

    /** A request was done. */
    void spend(long size) {
        if (limited) {
            take(size);
        }
    }

    private synchronized void take(long size) {
        requests.take(1);
        bytes.take(size);
    }
}
