package io.hv.kvm.machine;

import io.hv.kvm.clock.VmClock;

/** Reads all that a machine is, save its RAM, and puts it in. Under the machine's monitor, while it stands still. */
final class StateTransfer {

    private final MachineParts parts;
    private final Vcpus vcpus;

    StateTransfer(MachineParts parts, Vcpus vcpus) {
        this.parts = parts;
        this.vcpus = vcpus;
    }

    MachineState save() {
        KernelState kernelState = KernelState.save(parts.vm(), vcpus.threads());
        return new MachineState(
                kernelState.vcpus(),
                kernelState.interruptControllers(),
                kernelState.timer(),
                kernelState.kvmClock(),
                parts.clock().save().nanos(),
                parts.board().save(),
                parts.virtio().places());
    }

    /**
     * Devices drive their lines first, so that the controllers' own state, which comes later, has the last word. Only what
     * happens because of the restore comes after it.
     *
     * @throws IllegalArgumentException if the state is of another kind of machine; this one is of no use then
     */
    void restore(MachineState state, ClockPolicy clocks) {
        int here = vcpus.threads().size();
        if (state.vcpus().size() != here) {
            throw new IllegalArgumentException("the state has " + state.vcpus().size() + " vCPUs, the machine " + here);
        }
        parts.virtio().requirePlaces(state);
        parts.clock().restore(new VmClock.State(state.nanos()));
        parts.board().restore(state.devices());
        parts.virtio().restored();
        KernelState.of(state).restore(parts.vm(), vcpus.threads(), clocks);
        parts.generation().renew();
    }
}
