package io.hv.kvm.dump;

import io.hv.kvm.ioctl.DescriptorTable;
import io.hv.kvm.ioctl.Regs;
import io.hv.kvm.ioctl.Segment;
import io.hv.kvm.ioctl.Sregs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a core says of a vCPU: NT_PRSTATUS, in which gdb finds a thread's registers (struct elf_prstatus of Linux on x86-64),
 * and the note {@code QEMU}, in which crash finds the control registers and descriptor tables by which it looks for a
 * kernel that does not lie where it was linked.
 *
 * <pre>
 * elf_prstatus   32 pr_pid    112 pr_reg: r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax
 *                                         rip cs eflags rsp ss fs_base gs_base ds es fs gs
 * QEMU            0 version     4 size    8 rax rbx rcx rdx rsi rdi rsp rbp   72 r8 ... r15   136 rip rflags
 *               152 cs ds es fs gs ss ldt tr gdt idt: selector, limit, flags, 0 of 4 bytes each, base
 *               392 cr0 ... cr4   432 kernel_gs_base
 * </pre>
 */
final class CpuNotes {

    private static final int NT_PRSTATUS = 1;
    private static final int STATUS_SIZE = 336;
    private static final int STATUS_PID = 32;
    private static final int STATUS_REGISTERS = 112;
    private static final int STATE_SIZE = 440;
    private static final int STATE_VERSION = 1;
    private static final int ALIGNMENT = 4;
    private static final int HEADER_SIZE = 12;

    private CpuNotes() {}

    static byte[] status(CpuDump cpu) {
        ByteBuffer status = buffer(STATUS_SIZE).putInt(STATUS_PID, cpu.id() + 1).position(STATUS_REGISTERS);
        Regs r = cpu.general();
        Sregs s = cpu.system();
        put(status, r.r15(), r.r14(), r.r13(), r.r12(), r.rbp(), r.rbx(), r.r11(), r.r10(), r.r9(), r.r8());
        put(status, r.rax(), r.rcx(), r.rdx(), r.rsi(), r.rdi(), -1, r.rip(), s.cs().selector(), r.rflags(), r.rsp());
        put(status, s.ss().selector(), s.fs().base(), s.gs().base(), s.ds().selector(), s.es().selector());
        put(status, s.fs().selector(), s.gs().selector());
        return note("CORE", NT_PRSTATUS, status);
    }

    static byte[] state(CpuDump cpu) {
        ByteBuffer state = buffer(STATE_SIZE).putInt(STATE_VERSION).putInt(STATE_SIZE);
        Regs r = cpu.general();
        Sregs s = cpu.system();
        put(state, r.rax(), r.rbx(), r.rcx(), r.rdx(), r.rsi(), r.rdi(), r.rsp(), r.rbp(), r.r8(), r.r9());
        put(state, r.r10(), r.r11(), r.r12(), r.r13(), r.r14(), r.r15(), r.rip(), r.rflags());
        for (Segment each : new Segment[] {s.cs(), s.ds(), s.es(), s.fs(), s.gs(), s.ss(), s.ldt(), s.tr()}) {
            state.putInt(each.selector())
                    .putInt(each.limit())
                    .putInt(flags(each))
                    .putInt(0);
            state.putLong(each.base());
        }
        for (DescriptorTable each : new DescriptorTable[] {s.gdt(), s.idt()}) {
            state.putInt(0).putInt(each.limit()).putInt(0).putInt(0).putLong(each.base());
        }
        put(state, s.cr0(), 0, s.cr2(), s.cr3(), s.cr4(), 0);
        return note("QEMU", 0, state);
    }

    /** As in the upper half of a descriptor. */
    private static int flags(Segment segment) {
        return segment.type() << 8
                | segment.s() << 12
                | segment.dpl() << 13
                | segment.present() << 15
                | segment.avl() << 20
                | segment.l() << 21
                | segment.db() << 22
                | segment.g() << 23;
    }

    private static void put(ByteBuffer to, long... values) {
        for (long value : values) {
            to.putLong(value);
        }
    }

    private static byte[] note(String owner, int type, ByteBuffer content) {
        int size = content.capacity();
        byte[] name = (owner + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] note = new byte[HEADER_SIZE + aligned(name.length) + aligned(size)];
        ByteBuffer.wrap(note)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(name.length)
                .putInt(size)
                .putInt(type)
                .put(HEADER_SIZE, name)
                .put(HEADER_SIZE + aligned(name.length), content, 0, size);
        return note;
    }

    private static int aligned(int size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
