package io.hv.kvm.virtio;

import io.hv.kvm.bus.StateChecks;
import java.util.List;

/**
 * Everything that the registers of a {@link VirtioFunction} hold, and where it is in its queues.
 *
 * @param status the device status
 * @param driverFeatures the bits that the driver has accepted
 * @param deviceFeaturesSelect which half of the offered bits is shown
 * @param driverFeaturesSelect which half of the accepted bits is written
 * @param queueSelect which queue the queue registers are about
 * @param generation changes with the configuration space
 * @param interrupts 1 a queue, 2 the configuration
 * @param queues by number
 */
public record VirtioState(
        int status,
        long driverFeatures,
        int deviceFeaturesSelect,
        int driverFeaturesSelect,
        int queueSelect,
        int generation,
        int interrupts,
        List<QueueState> queues) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no function can be in it
     */
    public VirtioState {
        queues = List.copyOf(queues);
        StateChecks.onlyBits("status", status, VirtioFunction.STATUS_BITS);
        StateChecks.inRange("queueSelect", queueSelect, 0, 0xffff);
        StateChecks.inRange("generation", generation, 0, 0xff);
        StateChecks.onlyBits("interrupts", interrupts, 3);
    }
}
