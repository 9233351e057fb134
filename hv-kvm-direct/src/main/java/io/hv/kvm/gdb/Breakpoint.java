package io.hv.kvm.gdb;

/**
 * What gdb wants to be told of.
 *
 * @param address a linear address
 * @param length of what is watched, in bytes; 1 for an instruction
 */
record Breakpoint(Kind kind, long address, int length) {

    /** The kinds, as the packet {@code Z} numbers them; x86 cannot watch reads alone, and gdb knows how to do without. */
    enum Kind {
        /** Z0: an instruction, by any means. */
        SOFTWARE(0, "swbreak"),
        /** Z1: an instruction, by a debug register. */
        HARDWARE(0, "hwbreak"),
        /** Z2: a write. */
        WRITE(1, "watch"),
        /** Z4: a read or a write. */
        ACCESS(3, "awatch");

        private final int condition;
        private final String reason;

        Kind(int condition, String reason) {
            this.condition = condition;
            this.reason = reason;
        }

        /** What a stop reply calls it. */
        String reason() {
            return reason;
        }

        boolean isWatch() {
            return this == WRITE || this == ACCESS;
        }
    }

    /** The bits of DR7 for this one in register 0 (AMD64 Architecture Programmer's Manual, volume 2, 13.1.1.4). */
    long dr7() {
        return kind.condition | (length == Long.BYTES ? 2L : length - 1L) << 2;
    }

    /** Whether a debug register can hold it. */
    boolean isValid() {
        return kind.isWatch()
                ? (length == 1 || length == 2 || length == 4 || length == 8) && address % length == 0
                : length == 1;
    }
}
