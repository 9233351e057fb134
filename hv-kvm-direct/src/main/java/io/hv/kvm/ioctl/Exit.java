package io.hv.kvm.ioctl;

import java.util.Map;

/** Why KVM_RUN returns (struct kvm_run, exit_reason), as far as a machine with interrupt controllers in the kernel sees. */
public final class Exit {

    /** KVM does not know. */
    public static final int UNKNOWN = 0;

    /** A port is accessed. */
    public static final int IO = 2;

    /** A debug event. */
    public static final int DEBUG = 4;

    /** The processor halts; only without interrupt controllers in the kernel. */
    public static final int HLT = 5;

    /** An address that is not RAM is accessed. */
    public static final int MMIO = 6;

    /** An interrupt could be injected; only on request. */
    public static final int IRQ_WINDOW_OPEN = 7;

    /** The processor shut down: a triple fault. */
    public static final int SHUTDOWN = 8;

    /** The processor refused to enter the guest. */
    public static final int FAIL_ENTRY = 9;

    /** A signal. */
    public static final int INTR = 10;

    /** KVM cannot go on. */
    public static final int INTERNAL_ERROR = 17;

    /** The guest asks for a shutdown, a reset, or reports a crash by a paravirtual interface. */
    public static final int SYSTEM_EVENT = 24;

    /** Reasons from this number on are counted together. */
    public static final int COUNT = 64;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(UNKNOWN, "UNKNOWN"),
            Map.entry(IO, "IO"),
            Map.entry(DEBUG, "DEBUG"),
            Map.entry(HLT, "HLT"),
            Map.entry(MMIO, "MMIO"),
            Map.entry(IRQ_WINDOW_OPEN, "IRQ_WINDOW_OPEN"),
            Map.entry(SHUTDOWN, "SHUTDOWN"),
            Map.entry(FAIL_ENTRY, "FAIL_ENTRY"),
            Map.entry(INTR, "INTR"),
            Map.entry(INTERNAL_ERROR, "INTERNAL_ERROR"),
            Map.entry(SYSTEM_EVENT, "SYSTEM_EVENT"));

    private Exit() {}

    /** A reason's name, or {@code exit n}. */
    public static String name(int reason) {
        String name = NAMES.get(reason);
        return name == null ? "exit " + reason : name;
    }
}
