package io.hv.kvm.vcpu;

/**
 * What a vCPU has met that a debugger told it to look for.
 *
 * @param breakpoint whether it is an INT3, else a debug exception
 * @param pc the linear address of the instruction
 * @param dr6 of a debug exception, what it was about, as in the register DR6 (AMD64 Architecture Programmer's Manual,
 *     volume 2, 13.1.1.3)
 */
public record DebugTrap(boolean breakpoint, long pc, long dr6) {

    /** The exception that INT3 raises. */
    static final int BREAKPOINT_EXCEPTION = 3;

    private static final long SINGLE_STEP = 1 << 14;

    /** Whether the comparison of a debug register, 0 to 3, was true. */
    public boolean met(int register) {
        return !breakpoint && (dr6 & (1L << register)) != 0;
    }

    /** Whether an instruction was executed in single steps. */
    public boolean stepped() {
        return !breakpoint && (dr6 & SINGLE_STEP) != 0;
    }
}
