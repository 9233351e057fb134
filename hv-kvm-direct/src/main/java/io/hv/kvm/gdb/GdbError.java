package io.hv.kvm.gdb;

import java.util.Locale;

/** What was asked for cannot be done: {@code E NN} for gdb, with a number as errno has it. */
final class GdbError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int number;

    private GdbError(int number, String message) {
        super(message, null, false, false);
        this.number = number;
    }

    /** EINVAL: it makes no sense. */
    static GdbError invalid(String message) {
        return new GdbError(22, message);
    }

    /** EFAULT: nothing is mapped there. */
    static GdbError unmapped(long address) {
        return new GdbError(14, "no RAM is mapped at 0x" + Long.toHexString(address));
    }

    /** ENOSPC: the processor has no debug register left. */
    static GdbError noRoom() {
        return new GdbError(28, "no debug register is left");
    }

    /** EBUSY: the guest runs. */
    static GdbError running() {
        return new GdbError(16, "the guest runs");
    }

    /** EIO: the kernel refused. */
    static GdbError refused(String message) {
        return new GdbError(5, message);
    }

    /** As a packet. */
    String packet() {
        return String.format(Locale.ROOT, "E%02x", number);
    }
}
