package io.hv.kvm.virtio.block;

/**
 * How much a disk may do in a second: a bucket of requests and one of bytes, each with room for a tenth of a second's. Safe
 * for any thread.
 */
public final class RateLimit {

    private static final double NANOS = 1e9;
    private static final double BURST_SECONDS = 0.1;

    private final long requestsPerSecond;
    private final long bytesPerSecond;
    private final Timing timing;
    private double requests;
    private double bytes;
    private long filledAt;
    private Runnable refilled = () -> {};

    /** Where time comes from. */
    public interface Timing {

        /** Nanoseconds; never decreases. */
        long nanos();

        /** Runs the action at that time; the last one counts. */
        void wakeAt(long nanos, Runnable action);
    }

    /**
     * A limit.
     *
     * @param requestsPerSecond 0 for any number
     * @param bytesPerSecond 0 for any number
     */
    public RateLimit(long requestsPerSecond, long bytesPerSecond, Timing timing) {
        this.requestsPerSecond = requestsPerSecond;
        this.bytesPerSecond = bytesPerSecond;
        this.timing = timing;
        this.requests = requestsPerSecond * BURST_SECONDS;
        this.bytes = bytesPerSecond * BURST_SECONDS;
    }

    /** No limit. */
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

    synchronized void onRefill(Runnable action) {
        refilled = action;
    }

    /** Whether a request may be done now. If not, {@code refilled} runs when it may. */
    synchronized boolean allows() {
        if (requestsPerSecond == 0 && bytesPerSecond == 0) {
            return true;
        }
        fill();
        double debtSeconds = Math.max(debt(requests, requestsPerSecond), debt(bytes, bytesPerSecond));
        if (debtSeconds <= 0) {
            return true;
        }
        timing.wakeAt(filledAt + (long) Math.ceil(debtSeconds * NANOS), refilled);
        return false;
    }

    /** How many seconds it takes until a bucket that was overdrawn holds something. */
    private static double debt(double level, long perSecond) {
        return perSecond == 0 || level > 0 ? 0 : (-level + 1) / perSecond;
    }

    private void fill() {
        long now = timing.nanos();
        // A machine that was restored may be at an earlier time.
        double seconds = Math.max(0, now - filledAt) / NANOS;
        filledAt = now;
        requests = Math.min(requests + seconds * requestsPerSecond, Math.max(1, requestsPerSecond * BURST_SECONDS));
        bytes = Math.min(bytes + seconds * bytesPerSecond, Math.max(1, bytesPerSecond * BURST_SECONDS));
    }

    /** A request was done. A large one overdraws the bucket, and the next ones wait for it. */
    synchronized void spend(long size) {
        if (requestsPerSecond != 0 || bytesPerSecond != 0) {
            requests -= 1;
            bytes -= size;
        }
    }
}
