package io.hv.kvm.device.debug;

import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.bus.ByteWideDevice;

/**
 * A console of one port, at E9h as in Bochs: what is written is printed, and reading gives E9h, by which a guest knows
 * that it is there. It remembers nothing.
 */
public final class DebugConsole implements ByteWideDevice {

    /** How many ports it takes. */
    public static final int PORTS = 1;

    private static final int PRESENT = 0xe9;

    private final String name;
    private final ByteSink output;

    /** A console that prints to {@code output}. */
    public DebugConsole(String name, ByteSink output) {
        this.name = name;
        this.output = output;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int readByte(int offset) {
        return offset == 0 ? PRESENT : OPEN_BUS;
    }

    @Override
    public void writeByte(int offset, int value) {
        if (offset == 0) {
            output.accept(value);
        }
    }
}
