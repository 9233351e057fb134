package io.hv.kvm.virtio;

/**
 * How long a driver waits to be told of a request, so that several share one interrupt: by what an interrupt costs here. That
 * is a few microseconds on a processor, and a hundred times as much where one is emulated, where requests take as much
 * longer. For one thread at a time.
 */
final class Patience {

    /** So many times what an interrupt costs may a driver wait. */
    private static final int COSTS = 100;

    private static final long LEAST_NANOS = 50_000;

    /** So many times what an interrupt costs is long for a request. */
    private static final int SLOW_COSTS = 50;

    private static final long SLOW_NANOS = 100_000;

    /** However dear interrupts are, no driver waits longer. */
    private static final long MOST_NANOS = 5_000_000;

    /** An interrupt that took longer did not take that by itself. */
    private static final long MOST_COST_NANOS = 200_000;

    /** A new cost counts for one part of so many. */
    private static final int WEIGHT = 8;

    /** A new cost counts as so many times the old one at most. */
    private static final int DEARER = 4;

    private long cost;

    /** An interrupt took this long. What keeps a thread from running now and then makes it look dearer only a little. */
    void interrupted(long nanos) {
        long seen = Math.min(Math.max(0, nanos), MOST_COST_NANOS);
        cost = cost == 0 ? seen : cost + (Math.min(seen, DEARER * cost) - cost) / WEIGHT;
    }

    /** A request that was given back longer ago is told of before the next one is begun. */
    long nanos() {
        return Math.min(MOST_NANOS, Math.max(LEAST_NANOS, COSTS * cost));
    }

    /** Whether a request takes so long that others gain nothing by waiting for it, and much by threads of their own. */
    boolean isSlow(long nanos) {
        return nanos > Math.max(SLOW_NANOS, SLOW_COSTS * cost);
    }
}
