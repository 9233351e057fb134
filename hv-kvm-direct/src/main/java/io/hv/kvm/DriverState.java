package io.hv.kvm;

/** How far a guest's driver has come with a device (device status, virtio 1.2, section 2.1). */
public enum DriverState {
    /** No driver has taken the device, or it has given it up. */
    NONE,
    /** A driver sets it up. */
    SETUP,
    /** It is in use. */
    READY,
    /** The driver, or the device, has broken a rule; only a reset by the driver helps. */
    NEEDS_RESET,
    /** The driver says that it has failed. */
    FAILED
}
