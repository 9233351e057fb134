package io.hv.kvm.machine;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a machine begins with.
 *
 * @param memory makes its RAM
 * @param state what it is at first; null for what it is after power-on
 * @param afterPowerOn what it is after power-on, for a reset; null if that is not known before
 * @param clocks how its clocks go on from there
 */
record Beginning(
        Function<MemoryMap, GuestMemory> memory,
        @Nullable MachineState state,
        @Nullable KernelState afterPowerOn,
        ClockPolicy clocks) {

    /** Shown in {@code /proc/self/maps}. */
    private static final String NAME = "hv-guest";

    /** It is switched on. */
    static Beginning powerOn() {
        return new Beginning(map -> GuestMemory.map(map, NAME), null, null, ClockPolicy.CONTINUE);
    }

    /** It goes on from another machine's state, with that one's RAM. */
    static Beginning of(MachineImage image, ClockPolicy clocks) {
        return new Beginning(map -> GuestMemory.of(map, image.memory(), NAME), image.state(), image.powerOn(), clocks);
    }
}
