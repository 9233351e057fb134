package io.hv.kvm.gdb;

import io.hv.kvm.ioctl.Fpu;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.Regs;
import io.hv.kvm.ioctl.Sregs;

/** All registers that gdb sees of a vCPU. */
record CpuRegisters(Regs general, Sregs system, Fpu fpu) {

    /** Of a paused vCPU. */
    static CpuRegisters of(KvmVcpu vcpu) {
        return new CpuRegisters(vcpu.regs(), vcpu.sregs(), vcpu.fpu());
    }

    /** Gives a paused vCPU what is different. */
    void apply(CpuRegisters before, KvmVcpu vcpu) {
        if (!system.equals(before.system)) {
            vcpu.setSregs(system);
        }
        if (!general.equals(before.general)) {
            vcpu.setRegs(general);
        }
        if (!fpu.equals(before.fpu)) {
            vcpu.setFpu(fpu);
        }
    }
}
