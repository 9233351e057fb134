package io.hv.kvm.ioctl;

import io.hv.kvm.bus.Bytes;

/**
 * A vCPU's x87 and SSE registers (struct kvm_fpu), laid out as FXSAVE does (AMD64 Architecture Programmer's Manual, volume
 * 2, 11.4.4).
 *
 * @param st ST0 to ST7, 16 bytes each, of which 10 count
 * @param fcw the control word, 16 bits
 * @param fsw the status word, 16 bits
 * @param ftwx a bit for each register that is not empty, 8 bits
 * @param lastOpcode of the last x87 instruction, 11 bits
 * @param lastIp where that was
 * @param lastDp where its operand was
 * @param xmm XMM0 to XMM15, 16 bytes each
 * @param mxcsr SSE's control and status
 */
public record Fpu(
        Bytes st, int fcw, int fsw, int ftwx, int lastOpcode, long lastIp, long lastDp, Bytes xmm, int mxcsr) {

    /** How many bytes a register takes in {@link #st} and {@link #xmm}. */
    public static final int REGISTER_SIZE = 16;
}
