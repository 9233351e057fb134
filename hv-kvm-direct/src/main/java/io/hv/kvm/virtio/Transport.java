package io.hv.kvm.virtio;

import io.hv.kvm.bus.Workers;

/**
 * How a driver reaches a device, as the device's half needs it. Called without the function's monitor, or by a thread that
 * entered by the transport and holds the transport's too.
 */
public interface Transport {

    /** The driver is to look at a queue. Any thread. */
    void queueInterrupt(int queue);

    /** The driver is to look at the configuration or the status. Any thread. */
    void configInterrupt();

    /** Whether the device may access the guest's memory now. Any thread, with a queue's lock. */
    boolean reachesMemory();

    /**
     * A queue can be notified of now: a store to its notification register is to ring.
     *
     * @throws RuntimeException if the host has no room for that; a notification is an ordinary access then
     */
    void queueEnabled(int queue, Workers.Job job);

    /** It cannot be notified of any more. Does nothing if it could not before. */
    void queueDisabled(int queue);
}
