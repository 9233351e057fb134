package io.hv.kvm.virtio;

import java.util.concurrent.atomic.AtomicLong;

/** What a queue has done since its machine was made. Safe for any thread. */
public final class QueueCounters {

    private final AtomicLong notifications = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong interrupts = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();
    private final AtomicLong bytesWritable = new AtomicLong();

    QueueCounters() {}

    void notification() {
        notifications.incrementAndGet();
    }

    void request(Chain chain) {
        requests.incrementAndGet();
        bytesRead.addAndGet(chain.readable().total());
        bytesWritable.addAndGet(chain.writable().total());
    }

    void interrupt() {
        interrupts.incrementAndGet();
    }

    /** How often it was looked at because the driver, or the device, wanted that. */
    public long notifications() {
        return notifications.get();
    }

    /** How many requests were taken. */
    public long requests() {
        return requests.get();
    }

    /** How often the driver was interrupted. */
    public long interrupts() {
        return interrupts.get();
    }

    /** How many bytes drivers have said. */
    public long bytesFromDriver() {
        return bytesRead.get();
    }

    /** For how many bytes drivers have given room. */
    public long bytesForDriver() {
        return bytesWritable.get();
    }
}
