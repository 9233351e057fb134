package io.hv.kvm.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The device's half of virtio (OASIS Virtual I/O Device 1.2), without rings, registers and interrupts: those are hv's. What
 * a driver asks comes as {@link Request}s in {@link VirtioQueue}s.
 *
 * <p>{@link #available} runs on the machine's I/O threads and may block; everything else is called with no I/O under way and
 * must return soon. A {@link RuntimeException} out of any method is a guest fault: the driver sees DEVICE_NEEDS_RESET, the
 * machine goes on.
 */
public interface VirtioDevice {

    /** The largest queue that virtio knows, in descriptors. */
    int MAX_QUEUE_SIZE = 32768;

    /** Its name, unique within the machine and the same in each of its runs, for example {@code vda}. */
    String name();

    /** Which device it is (virtio 1.2, section 5): 1 network, 2 block, 3 console, 4 entropy source, ... */
    int deviceId();

    /** The largest size of each queue in descriptors: powers of two, 1 to {@link #MAX_QUEUE_SIZE}. */
    List<Integer> queueSizes();

    /** The feature bits of its own that it offers, 0 to 23 and 50 to 63; those between are hv's. */
    default long features() {
        return 0;
    }

    /** How many bytes its configuration space has; 0 to 256. */
    default int configSize() {
        return 0;
    }

    /**
     * A byte of its configuration space, little-endian fields.
     *
     * @param offset 0 to {@link #configSize()} less one
     */
    default int readConfig(int offset) {
        return 0;
    }

    /** The driver writes a byte of the configuration space; most devices have nothing there to be written. */
    default void writeConfig(int offset, int value) {
        // Read-only, as in most devices.
    }

    /**
     * The driver is ready (DRIVER_OK), or the machine was restored to when it was.
     *
     * @param driver how to reach it, until {@link #reset()}
     */
    default void start(Driver driver) {
        // Nothing to be done before the first request.
    }

    /**
     * The driver has put something into a queue. Takes requests until there is none; what comes meanwhile is seen too.
     * One thread at a time for each queue, or as many as {@link #threads(int)} allows.
     */
    void available(VirtioQueue queue);

    /** How many threads may be in {@link #available} for one queue at once; more than one where requests wait for others. */
    default int threads(int queue) {
        return 1;
    }

    /**
     * Back to how it was when the machine was switched on. No request is under way, unless the whole machine was reset while
     * a thread of the device's own had one: that one is {@linkplain Request#lost() lost}, and reaches nothing of the guest's.
     */
    default void reset() {
        // Most devices remember nothing.
    }

    /**
     * The machine has ended, and its memory goes. Closes what the device has of its own. A request that a thread of the
     * device's own still has is lost, as after {@link #reset()}.
     */
    default void close() {
        // Most devices hold nothing.
    }

    /** What a started device can do to its driver. Safe for any thread; does nothing once the device is reset. */
    interface Driver {

        /** The feature bits that the driver has accepted. */
        long features();

        /** One of the queues; null where the driver does not use it. */
        @Nullable
        VirtioQueue queue(int index);

        /** Has {@link VirtioDevice#available} called for a queue, as if the driver had put something into it. */
        void wake(int index);

        /** The configuration space has changed, and the driver is to read it. */
        void configChanged();
    }
}
