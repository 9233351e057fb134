package io.hv.kvm.machine;

import io.hv.kvm.board.DeviceState;
import io.hv.kvm.ioctl.ClockState;
import io.hv.kvm.ioctl.IrqchipState;
import io.hv.kvm.ioctl.PitState;
import io.hv.kvm.ioctl.VcpuState;
import java.util.List;

/**
 * All that a paused machine is, save its RAM.
 *
 * @param vcpus by number
 * @param interruptControllers in the kernel
 * @param timer in the kernel
 * @param kvmClock the paravirtual clock
 * @param nanos the devices' clock
 * @param devices by name, in the board's order
 */
public record MachineState(
        List<VcpuState> vcpus,
        IrqchipState interruptControllers,
        PitState timer,
        ClockState kvmClock,
        long nanos,
        List<DeviceState> devices) {

    /** Copies the lists. */
    public MachineState {
        vcpus = List.copyOf(vcpus);
        devices = List.copyOf(devices);
    }
}
