package io.hv.kvm.machine;

import io.hv.kvm.board.DeviceState;
import io.hv.kvm.board.PciPlace;
import io.hv.kvm.bus.Later;
import io.hv.kvm.ioctl.ClockState;
import io.hv.kvm.ioctl.IrqchipState;
import io.hv.kvm.ioctl.PitState;
import io.hv.kvm.ioctl.VcpuState;
import java.util.List;
import java.util.Optional;

/**
 * All that a paused machine is, save its RAM.
 *
 * @param vcpus by number
 * @param interruptControllers in the kernel
 * @param timer in the kernel
 * @param kvmClock the paravirtual clock
 * @param nanos the devices' clock
 * @param devices by name, in the board's order
 * @param places which devices are in which slots of PCI, in the order in which they came; empty where they are where a machine
 *     of the same configuration has them, one after the other
 */
public record MachineState(
        List<VcpuState> vcpus,
        IrqchipState interruptControllers,
        PitState timer,
        ClockState kvmClock,
        long nanos,
        List<DeviceState> devices,
        @Later List<PciPlace> places) {

    /** Copies the lists. */
    public MachineState {
        vcpus = List.copyOf(vcpus);
        devices = List.copyOf(devices);
        places = List.copyOf(places);
    }

    /** The slot of a device. */
    Optional<Integer> slotOf(String device) {
        return places.stream()
                .filter(place -> place.device().equals(device))
                .map(PciPlace::slot)
                .findFirst();
    }
}
