package io.hv.kvm.machine;

import io.hv.kvm.device.VirtioDevice;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The virtio devices that a machine is to have.
 *
 * @param pci whether they are on PCI; on memory-mapped registers otherwise
 * @param devices make them, in the order of their slots
 * @param patience how long their requests may take before a machine that is to stand still goes on instead
 */
public record VirtioConfig(
        boolean pci, List<Function<? super DeviceContext, ? extends VirtioDevice>> devices, Duration patience) {

    /** Longer than a disk takes that works. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Copies the list. */
    public VirtioConfig {
        devices = List.copyOf(devices);
    }

    /** With the patience that disks need. */
    public VirtioConfig(boolean pci, List<Function<? super DeviceContext, ? extends VirtioDevice>> devices) {
        this(pci, devices, PATIENCE);
    }

    /** None, and no PCI either. */
    public static VirtioConfig none() {
        return new VirtioConfig(true, List.of());
    }
}
