package io.hv.kvm.machine;

import io.hv.kvm.ioctl.ClockState;
import io.hv.kvm.ioctl.IrqchipState;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.kvm.ioctl.PitState;
import io.hv.kvm.ioctl.TscPolicy;
import io.hv.kvm.ioctl.VcpuState;
import io.hv.kvm.vcpu.VcpuThread;
import java.util.List;

/** What the kernel keeps of a machine that stands still, besides its RAM: read and written in the order that KVM wants. */
record KernelState(List<VcpuState> vcpus, IrqchipState interruptControllers, PitState timer, ClockState kvmClock) {

    static KernelState save(KvmVm vm, List<VcpuThread> vcpus) {
        return new KernelState(
                vcpus.stream().map(vcpu -> vcpu.call(VcpuState::save)).toList(),
                IrqchipState.save(vm),
                PitState.save(vm),
                ClockState.save(vm));
    }

    static KernelState of(MachineState state) {
        return new KernelState(state.vcpus(), state.interruptControllers(), state.timer(), state.kvmClock());
    }

    void restore(KvmVm vm, List<VcpuThread> threads, TscPolicy policy) {
        for (int i = 0; i < threads.size(); i++) {
            VcpuState state = vcpus.get(i);
            threads.get(i).run(vcpu -> state.restore(vcpu, policy));
        }
        interruptControllers.restore(vm);
        timer.restore(vm);
        kvmClock.restore(vm);
    }
}
