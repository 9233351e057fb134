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
 * @param hotPlug whether devices come and go while the machine runs, which wants PCI; there is a PCI root then even without a
 *     device
 */
public record VirtioConfig(
        boolean pci,
        List<Function<? super DeviceContext, ? extends VirtioDevice>> devices,
        Duration patience,
        boolean hotPlug) {

    /** Longer than a disk takes that works. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Copies the list; rejects with {@link IllegalArgumentException} slots without PCI. */
    public VirtioConfig {
        devices = List.copyOf(devices);
        if (hotPlug && !pci) {
            throw new IllegalArgumentException("devices come and go on PCI only");
        }
    }

    /** Devices that stay. */
    public VirtioConfig(
            boolean pci, List<Function<? super DeviceContext, ? extends VirtioDevice>> devices, Duration patience) {
        this(pci, devices, patience, false);
    }

    /** With the patience that disks need. */
    public VirtioConfig(boolean pci, List<Function<? super DeviceContext, ? extends VirtioDevice>> devices) {
        this(pci, devices, PATIENCE);
    }

    /** The same, on PCI, with more devices that come and go. */
    public VirtioConfig withHotPlug() {
        return new VirtioConfig(pci, devices, patience, true);
    }

    /** None, and no PCI either. */
    public static VirtioConfig none() {
        return new VirtioConfig(true, List.of());
    }
}
