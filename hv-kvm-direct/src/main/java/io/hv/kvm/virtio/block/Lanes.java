package io.hv.kvm.virtio.block;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * The lanes that no thread has now. A thread takes one for as long as it works on a queue, not for each request. As many as
 * the machine has threads for I/O are made at the beginning: nobody allocates then. Safe for any thread.
 */
final class Lanes {

    private final Supplier<Lane> more;
    private final Deque<Lane> free;

    Lanes(int count, Supplier<Lane> more) {
        this.more = more;
        // One place stays empty in this kind of queue.
        this.free = new ArrayDeque<>(count + 1);
        for (int i = 0; i < count; i++) {
            free.push(more.get());
        }
    }

    synchronized Lane take() {
        Lane lane = free.poll();
        return lane == null ? more.get() : lane;
    }

    synchronized void give(Lane lane) {
        free.push(lane);
    }
}
