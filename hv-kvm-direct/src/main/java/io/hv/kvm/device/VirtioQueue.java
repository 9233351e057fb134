package io.hv.kvm.device;

import org.jspecify.annotations.Nullable;

/** A queue as a device sees it: requests come out of it, and go back into it by themselves. Safe for any thread. */
public interface VirtioQueue {

    /** Its number. */
    int index();

    /**
     * The next request; null where there is none now, or none any more. Each one that was taken must be completed, in any
     * order, on any thread.
     */
    @Nullable
    Request take();
}
