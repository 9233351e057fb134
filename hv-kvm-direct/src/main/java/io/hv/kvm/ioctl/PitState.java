package io.hv.kvm.ioctl;

import io.hv.kvm.bus.Bytes;

/**
 * The state of the interval timer in the kernel.
 *
 * @param content struct kvm_pit_state2, 112 bytes
 */
public record PitState(Bytes content) {

    /** Asks the kernel. */
    public static PitState save(KvmVm vm) {
        return new PitState(vm.pit());
    }

    /** Makes it the state of a machine. */
    public void restore(KvmVm vm) {
        vm.setPit(content);
    }
}
