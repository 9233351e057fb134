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

    /** Whether a request is there to be taken. If none is, the driver notifies when one is. */
    boolean hasRequest();

    /**
     * Completes several requests of this queue, in this order, so that the driver sees all of them or none: for an answer that
     * needs the room of more than one (virtio 1.2, 5.1.6.4).
     *
     * @param requests the first {@code count} of them
     * @throws IllegalArgumentException if one is another queue's
     * @throws IllegalStateException if one was completed already
     */
    default void complete(Request[] requests, int count) {
        for (int i = 0; i < count; i++) {
            requests[i].complete();
        }
    }
}
