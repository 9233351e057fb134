package io.hv.kvm.board;

import io.hv.kvm.bus.StateChecks;

/**
 * Where a device is.
 *
 * @param device its name
 * @param slot of PCI, 1 to {@link PciSlots#COUNT}
 */
public record PciPlace(String device, int slot) {

    /**
     * A place.
     *
     * @throws IllegalArgumentException if there is no such slot
     */
    public PciPlace {
        StateChecks.inRange("slot", slot, 1, PciSlots.COUNT);
    }
}
