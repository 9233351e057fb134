package io.hv.kvm.ioctl;

import java.nio.ByteBuffer;

/**
 * struct kvm_regs: 18 registers of 8 bytes.
 *
 * <pre>
 *   0  rax rbx rcx rdx rsi rdi rsp rbp
 *  64  r8 ... r15
 * 128  rip
 * 136  rflags
 * </pre>
 */
final class RegsLayout {

    static final int SIZE = 144;
    static final int RAX = 0;
    static final int RSP = 48;
    static final int R8 = 64;
    static final int R15 = 120;
    static final int RIP = 128;
    static final int RFLAGS = 136;

    private RegsLayout() {}

    static Regs read(ByteBuffer from, int base) {
        long[] r = new long[SIZE / Long.BYTES];
        for (int i = 0; i < r.length; i++) {
            r[i] = from.getLong(base + i * Long.BYTES);
        }
        return new Regs(
                r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9], r[10], r[11], r[12], r[13], r[14], r[15],
                r[16], r[17]);
    }

    static void write(Regs regs, ByteBuffer to) {
        to.putLong(RAX, regs.rax())
                .putLong(RAX + 8, regs.rbx())
                .putLong(RAX + 16, regs.rcx())
                .putLong(RAX + 24, regs.rdx())
                .putLong(RAX + 32, regs.rsi())
                .putLong(RAX + 40, regs.rdi())
                .putLong(RSP, regs.rsp())
                .putLong(RSP + 8, regs.rbp())
                .putLong(R8, regs.r8())
                .putLong(R8 + 8, regs.r9())
                .putLong(R8 + 16, regs.r10())
                .putLong(R8 + 24, regs.r11())
                .putLong(R8 + 32, regs.r12())
                .putLong(R8 + 40, regs.r13())
                .putLong(R8 + 48, regs.r14())
                .putLong(R15, regs.r15())
                .putLong(RIP, regs.rip())
                .putLong(RFLAGS, regs.rflags());
    }
}
