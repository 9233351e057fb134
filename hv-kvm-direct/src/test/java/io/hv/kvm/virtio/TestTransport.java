package io.hv.kvm.virtio;

import io.hv.kvm.bus.Workers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A transport that counts. */
final class TestTransport implements Transport {

    final Map<Integer, Workers.Job> notifiable = new ConcurrentHashMap<>();
    final AtomicInteger configInterrupts = new AtomicInteger();
    final AtomicInteger queueInterrupts = new AtomicInteger();

    /** Thrown when any queue but the first is enabled. */
    volatile @Nullable RuntimeException full;

    /** Told of each interrupt by a queue. */
    volatile IntConsumer onInterrupt = queue -> {};

    @Override
    public void queueInterrupt(int queue) {
        queueInterrupts.incrementAndGet();
        onInterrupt.accept(queue);
    }

    @Override
    public void configInterrupt() {
        configInterrupts.incrementAndGet();
    }

    @Override
    public boolean reachesMemory() {
        return true;
    }

    @Override
    public void queueEnabled(int queue, Workers.Job job) {
        RuntimeException now = full;
        if (now != null && queue > 0) {
            throw now;
        }
        notifiable.put(queue, job);
    }

    @Override
    public void queueDisabled(int queue) {
        notifiable.remove(queue);
    }
}
