package io.hv.kvm.machine;

import io.hv.kvm.ioctl.ClockState;
import io.hv.kvm.ioctl.IrqchipState;
import io.hv.kvm.ioctl.KvmVcpu;
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

    /** Everything as it was, from which the guest begins once more. */
    void restore(KvmVm vm, List<VcpuThread> threads) {
        restore(vm, threads, new GuestTime(vcpus, TscPolicy.VALUE));
        kvmClock.restore(vm);
    }

    /** Everything as it was, in another machine, with clocks that go on by a policy. */
    void restore(KvmVm vm, List<VcpuThread> threads, ClockPolicy policy) {
        int saved = vcpus.get(0).tscKhz();
        boolean scaled = saved != 0 && saved != threads.get(0).call(KvmVcpu::tscKhz);
        // A machine that has never run tells neither the host's counter nor civil time before its clock is set.
        kvmClock.restore(vm);
        restore(vm, threads, GuestTime.of(policy, vcpus, kvmClock, ClockState.save(vm), scaled));
        if (policy == ClockPolicy.CONTINUE) {
            kvmClock.restore(vm);
        } else {
            kvmClock.restoreAndCatchUp(vm);
        }
        if (policy != ClockPolicy.FORK) {
            threads.forEach(vcpu -> {
                boolean unused = vcpu.call(KvmVcpu::tellPaused);
            });
        }
    }

    private void restore(KvmVm vm, List<VcpuThread> threads, GuestTime time) {
        for (int i = 0; i < threads.size(); i++) {
            VcpuState state = time.vcpus().get(i);
            threads.get(i).run(vcpu -> state.restore(vcpu, time.policy()));
        }
        interruptControllers.restore(vm);
        timer.restore(vm);
    }
}
