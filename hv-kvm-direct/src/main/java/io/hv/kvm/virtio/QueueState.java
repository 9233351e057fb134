package io.hv.kvm.virtio;

import io.hv.kvm.bus.StateChecks;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.memory.GuestMemory;

/**
 * What a device remembers of a queue.
 *
 * @param enabled whether the driver uses it
 * @param size in descriptors
 * @param descriptors where a driver has put them
 * @param driver where its own part is
 * @param device where the device's part is
 * @param position how far the device is
 */
public record QueueState(boolean enabled, int size, long descriptors, long driver, long device, RingPosition position) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no queue can be in it
     */
    public QueueState {
        // Of a queue that is not enabled it is whatever the driver wrote.
        if (enabled) {
            StateChecks.inRange("size of an enabled queue", size, 1, VirtioDevice.MAX_QUEUE_SIZE);
        }
    }

    /**
     * Refuses where no queue can be.
     *
     * @param name for the message
     * @param most the largest size of this queue
     * @throws IllegalArgumentException if it cannot
     */
    void check(String name, GuestMemory memory, boolean packed, int most) {
        try {
            setup().check(memory, packed, most);
        } catch (BrokenRule e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        position.check(packed, size);
    }

    RingSetup setup() {
        return new RingSetup(size, descriptors, driver, device);
    }
}
