package io.hv.kvm.measure;

/** What a stock Linux is told so that it runs well as a guest of a KVM whose processor is emulated, as in the lab. */
public final class EmulatedHost {

    /**
     * Words for its command line. Clocks there are rough ({@code no_timer_check}, {@code tsc=reliable}). And it may sleep over
     * an interrupt: QEMU's VMRUN forgets that none can come between STI and HLT, so that one may come when the guest has
     * looked whether there is anything to do, and is about to sleep. With {@code nohz=off} the next tick wakes it.
     */
    public static final String WORDS = "no_timer_check tsc=reliable mitigations=off nohz=off";

    private EmulatedHost() {}
}
