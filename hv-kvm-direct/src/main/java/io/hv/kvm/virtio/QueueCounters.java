package io.hv.kvm.virtio;

import java.util.concurrent.atomic.LongAdder;

/** What a queue has done since its machine was made. Safe for any thread. */
public final class QueueCounters {

    private final LongAdder notifications = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder interrupts = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder bytesWritable = new LongAdder();

    QueueCounters() {}

    void notification() {
        notifications.increment();
    }

    void request(Chain chain) {
        requests.increment();
        bytesRead.add(chain.readable().total());
        bytesWritable.add(chain.writable().total());
    }

    void interrupt() {
        interrupts.increment();
    }

    /** How often it was looked at because the driver, or the device, wanted that. */
    public long notifications() {
        return notifications.sum();
    }

    /** How many requests were taken. */
    public long requests() {
        return requests.sum();
    }

    /** How often the driver was interrupted. */
    public long interrupts() {
        return interrupts.sum();
    }

    /** How many bytes drivers have said. */
    public long bytesFromDriver() {
        return bytesRead.sum();
    }

    /** For how many bytes drivers have given room. */
    public long bytesForDriver() {
        return bytesWritable.sum();
    }
}
