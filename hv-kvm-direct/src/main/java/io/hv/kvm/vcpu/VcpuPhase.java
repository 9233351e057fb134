package io.hv.kvm.vcpu;

/** Where a vCPU's thread is in its life. */
public enum VcpuPhase {
    /** Out of the guest, with nothing of its last exit left open. So it begins. */
    PAUSED,
    /** In the guest, or on its way in or out. */
    RUNNING,
    /** The thread has ended, for good. */
    FINISHED
}
