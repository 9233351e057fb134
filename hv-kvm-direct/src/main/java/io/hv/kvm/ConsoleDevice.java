package io.hv.kvm;

/** Which of the guest's devices takes what is typed at {@link io.hv.Domain#console()}. What it prints is there from both. */
public enum ConsoleDevice {
    /** The serial port: {@code console=ttyS0} for Linux. There is no virtio console. */
    SERIAL,

    /**
     * The first terminal of a virtio console: {@code console=hvc0}. The serial port is there for what a kernel says before it
     * has found the terminal, and hears nothing. A kernel that prints on both says some things twice.
     */
    VIRTIO
}
