package io.hv.kvm.machine;

import io.hv.kvm.device.VirtioDevice;
import java.util.List;
import java.util.function.Function;

/**
 * The virtio devices that a machine is to have.
 *
 * @param pci whether they are on PCI; on memory-mapped registers otherwise
 * @param devices make them, in the order of their slots
 */
public record VirtioConfig(boolean pci, List<Function<? super DeviceContext, ? extends VirtioDevice>> devices) {

    /** Copies the list. */
    public VirtioConfig {
        devices = List.copyOf(devices);
    }

    /** None, and no PCI either. */
    public static VirtioConfig none() {
        return new VirtioConfig(true, List.of());
    }
}
