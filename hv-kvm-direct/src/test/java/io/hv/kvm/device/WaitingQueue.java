package io.hv.kvm.device;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A queue of a device under test: requests wait in it until the device takes them. Safe for any thread.
 *
 * @param index its number
 * @param waiting those that were not taken yet
 */
public record WaitingQueue(int index, Queue<PlainRequest> waiting) implements VirtioQueue {

    /** An empty one. */
    public WaitingQueue(int index) {
        this(index, new ConcurrentLinkedQueue<>());
    }

    @Override
    public @Nullable Request take() {
        return waiting.poll();
    }

    @Override
    public boolean hasRequest() {
        return !waiting.isEmpty();
    }
}
