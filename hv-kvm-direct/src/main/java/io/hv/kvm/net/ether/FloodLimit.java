package io.hv.kvm.net.ether;

/** How many frames to everybody one port may send: so many a second, and a second's worth at once. Safe for any thread. */
final class FloodLimit {

    private static final long NANOS = 1_000_000_000L;

    private final long perSecond;
    private final long most;

    /** What is left, in frames times {@link #NANOS}. */
    private long left;

    private long since;

    FloodLimit(int perSecond, long now) {
        this.perSecond = perSecond;
        this.most = perSecond * NANOS;
        this.left = most;
        this.since = now;
    }

    /** Whether one more may pass. */
    synchronized boolean pass(long now) {
        // Of two threads, the one that looked at the clock first may come second.
        if (now - since > 0) {
            left = Math.min(most, left + Math.min(NANOS, now - since) * perSecond);
            since = now;
        }
        if (left < NANOS) {
            return false;
        }
        left -= NANOS;
        return true;
    }
}
