package io.hv.kvm.device.panic;

import io.hv.kvm.bus.ByteWideDevice;
import io.hv.kvm.bus.MachineControl;

/**
 * The panic device, one port at 505h (QEMU, "PVPANIC DEVICE", ISA variant). Reading tells which events it understands,
 * writing reports some of them. It remembers nothing.
 */
public final class Pvpanic implements ByteWideDevice {

    /** How many ports it takes. */
    public static final int PORTS = 1;

    /** The guest's kernel has panicked. */
    public static final int PANICKED = 0x01;

    /** The guest's kernel has panicked and goes on to load a crash kernel. */
    public static final int CRASH_LOADED = 0x02;

    private static final int EVENTS = PANICKED | CRASH_LOADED;

    private final String name;
    private final MachineControl machine;

    /** A device that reports to {@code machine}. */
    public Pvpanic(String name, MachineControl machine) {
        this.name = name;
        this.machine = machine;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int readByte(int offset) {
        return offset == 0 ? EVENTS : OPEN_BUS;
    }

    @Override
    public void writeByte(int offset, int value) {
        int events = value & EVENTS;
        if (offset == 0 && events != 0) {
            machine.panicked(events);
        }
    }
}
