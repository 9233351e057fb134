package io.hv.kvm.virtio;

import io.hv.kvm.bus.StateChecks;
import io.hv.kvm.memory.GuestMemory;
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
        StateChecks.onlyBits("status", status, DeviceStatus.BITS);
        StateChecks.inRange("queueSelect", queueSelect, 0, 0xffff);
        StateChecks.inRange("generation", generation, 0, 0xff);
        StateChecks.onlyBits("interrupts", interrupts, 3);
    }

    /**
     * Refuses what a function cannot be in.
     *
     * @param name the function's
     * @param offered the feature bits that it offers
     * @param sizes the largest size of each of its queues
     * @throws IllegalArgumentException if it cannot
     */
    void check(String name, long offered, GuestMemory memory, List<Integer> sizes) {
        if (queues.size() != sizes.size()) {
            throw new IllegalArgumentException(
                    "the state has " + queues.size() + " queues, " + name + " has " + sizes.size());
        }
        boolean agreed = (status & DeviceStatus.FEATURES_OK) != 0;
        if (agreed && (driverFeatures & ~offered) != 0) {
            throw new IllegalArgumentException("features were agreed on that " + name + " does not have");
        }
        if ((status & DeviceStatus.DRIVER_OK) != 0 && !agreed) {
            throw new IllegalArgumentException("a driver is ready that has not agreed on features");
        }
        for (int i = 0; i < queues.size(); i++) {
            if (queues.get(i).enabled()) {
                if (!agreed) {
                    throw new IllegalArgumentException("queue " + i + " is enabled, of a kind not agreed on");
                }
                queues.get(i).check("queue " + i, memory, Features.packed(driverFeatures), sizes.get(i));
            }
        }
    }
}
