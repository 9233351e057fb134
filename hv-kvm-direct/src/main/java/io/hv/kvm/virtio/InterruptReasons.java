package io.hv.kvm.virtio;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Why the driver was interrupted, for transports that say so (virtio 1.2, 4.1.4.5 and 4.2.2). Safe for any thread, and without
 * a monitor: who interrupts may hold a transport's, which comes before the function's.
 */
public final class InterruptReasons {

    /** A queue wants to be looked at. */
    public static final int QUEUE = 1;
    /** The configuration or the status has changed. */
    public static final int CONFIG = 2;

    private final AtomicInteger reasons = new AtomicInteger();
    private volatile boolean silent;

    InterruptReasons() {}

    /** All of them. */
    public int get() {
        return reasons.get();
    }

    /** Adds one; false while the driver waits for a reset, and is to hear of nothing. */
    public boolean add(int reason) {
        if (silent) {
            return false;
        }
        int unused = reasons.accumulateAndGet(reason, (present, more) -> present | more);
        return true;
    }

    /** Takes some away. */
    public void clear(int seen) {
        int unused = reasons.accumulateAndGet(seen, (present, gone) -> present & ~gone);
    }

    /** A reset begins, or is over. */
    void silent(boolean resetting) {
        silent = resetting;
    }

    void restore(int saved) {
        reasons.set(saved);
    }
}
