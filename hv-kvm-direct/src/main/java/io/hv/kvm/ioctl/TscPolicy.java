package io.hv.kvm.ioctl;

/** How a guest's time stamp counter goes on after a restore. */
public enum TscPolicy {
    /** From the value it had: the time in between did not happen for the guest. */
    VALUE,
    /** With the offset to the host's counter that it had: no step for a fork on the same host, running. */
    OFFSET
}
