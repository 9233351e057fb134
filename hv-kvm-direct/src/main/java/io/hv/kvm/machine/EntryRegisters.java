package io.hv.kvm.machine;

import io.hv.kvm.boot.EntryState;
import io.hv.kvm.ioctl.DescriptorTable;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.Regs;
import io.hv.kvm.ioctl.Segment;

/** Puts a vCPU at a guest's first instruction. */
public final class EntryRegisters {

    private EntryRegisters() {}

    /** Sets the registers that the loader names; the rest keep their values after reset. */
    public static void apply(EntryState entry, KvmVcpu vcpu) {
        vcpu.setSregs(vcpu.sregs()
                .withSegments(segment(entry.cs()), segment(entry.data()))
                .withTables(
                        new DescriptorTable(entry.gdtBase(), entry.gdtLimit()),
                        vcpu.sregs().idt())
                .withControl(entry.cr0(), entry.cr3(), entry.cr4(), entry.efer()));
        vcpu.setRegs(new Regs(
                entry.rax(),
                entry.rbx(),
                0,
                0,
                entry.rsi(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                entry.rip(),
                entry.rflags()));
    }

    private static Segment segment(io.hv.kvm.boot.Segment segment) {
        return new Segment(
                segment.base(),
                segment.limit(),
                segment.selector(),
                segment.type(),
                bit(segment.present()),
                segment.dpl(),
                bit(segment.big()),
                bit(segment.codeOrData()),
                bit(segment.longMode()),
                bit(segment.pages()),
                0,
                0);
    }

    private static int bit(boolean set) {
        return set ? 1 : 0;
    }
}
