package io.hv.kvm.device.debug;

import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.bus.PioDevice;

/**
 * The port by which a test guest ends the run, four ports at F4h as QEMU's {@code isa-debug-exit}. A value {@code v}
 * becomes the status {@code 2 v + 1}, so that no value looks like a clean end. Reads as zero; remembers nothing.
 */
public final class DebugExit implements PioDevice {

    /** How many ports it takes. */
    public static final int PORTS = 4;

    private final String name;
    private final MachineControl machine;

    /** A port that ends {@code machine}. */
    public DebugExit(String name, MachineControl machine) {
        this.name = name;
        this.machine = machine;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int readPort(int offset, int size) {
        return 0;
    }

    @Override
    public void writePort(int offset, int size, int value) {
        machine.debugExit((value << 1) | 1);
    }
}
