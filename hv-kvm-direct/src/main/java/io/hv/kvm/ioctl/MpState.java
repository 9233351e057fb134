package io.hv.kvm.ioctl;

/** What a vCPU is doing (KVM_GET_MP_STATE); the numbers are the kernel's. */
public final class MpState {

    /** It runs. */
    public static final int RUNNABLE = 0;

    /** It waits for INIT, as all but the first do at first. */
    public static final int UNINITIALIZED = 1;

    /** It waits for SIPI. */
    public static final int INIT_RECEIVED = 2;

    /** It waits for an interrupt. */
    public static final int HALTED = 3;

    /** It is about to start. */
    public static final int SIPI_RECEIVED = 4;

    private MpState() {}
}
