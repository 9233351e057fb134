package io.hv.kvm;

/** How a guest reaches virtio devices (virtio 1.2, section 4). */
public enum VirtioTransport {
    /** By PCI Express, with MSI-X: what every operating system knows, and the faster one. */
    PCI,
    /** By memory-mapped registers that ACPI tells of: a machine without PCI, which boots a little faster. */
    MMIO
}
