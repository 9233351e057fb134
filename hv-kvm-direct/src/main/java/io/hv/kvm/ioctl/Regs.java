package io.hv.kvm.ioctl;

import java.util.Locale;

/** A vCPU's general registers (struct kvm_regs). */
public record Regs(
        long rax,
        long rbx,
        long rcx,
        long rdx,
        long rsi,
        long rdi,
        long rsp,
        long rbp,
        long r8,
        long r9,
        long r10,
        long r11,
        long r12,
        long r13,
        long r14,
        long r15,
        long rip,
        long rflags) {

    /** Bit 1 of RFLAGS, which is always set. */
    public static final long RFLAGS_ALWAYS = 0x2;

    /** Where execution starts, with everything else zero. */
    public static Regs at(long rip) {
        return new Regs(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, rip, RFLAGS_ALWAYS);
    }

    /** The same with another stack pointer. */
    public Regs withRsp(long value) {
        return new Regs(rax, rbx, rcx, rdx, rsi, rdi, value, rbp, r8, r9, r10, r11, r12, r13, r14, r15, rip, rflags);
    }

    /** The same with another RSI, where Linux expects its boot parameters. */
    public Regs withRsi(long value) {
        return new Regs(rax, rbx, rcx, rdx, value, rdi, rsp, rbp, r8, r9, r10, r11, r12, r13, r14, r15, rip, rflags);
    }

    /** The same with another RAX and RBX, where Multiboot and PVH put their magic and their data. */
    public Regs withRaxRbx(long a, long b) {
        return new Regs(a, b, rcx, rdx, rsi, rdi, rsp, rbp, r8, r9, r10, r11, r12, r13, r14, r15, rip, rflags);
    }

    /** A dump in the usual order, of several lines. */
    public String dump() {
        return String.format(
                Locale.ROOT,
                """
                rax %016x  rbx %016x  rcx %016x  rdx %016x
                rsi %016x  rdi %016x  rsp %016x  rbp %016x
                r8  %016x  r9  %016x  r10 %016x  r11 %016x
                r12 %016x  r13 %016x  r14 %016x  r15 %016x
                rip %016x  rflags %08x""",
                rax,
                rbx,
                rcx,
                rdx,
                rsi,
                rdi,
                rsp,
                rbp,
                r8,
                r9,
                r10,
                r11,
                r12,
                r13,
                r14,
                r15,
                rip,
                rflags);
    }
}
