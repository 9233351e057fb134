package io.hv.kvm.device.i8042;

import io.hv.kvm.bus.ByteWideDevice;
import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;

/**
 * System control port A, one port at 92h (IBM PS/2 Hardware Interface Technical Reference, "System Control Port A"):
 * bit 0 resets when it goes from 0 to 1, bit 1 is A20. A20 can be read back but is always open, as in {@link I8042}.
 */
public final class Port92 implements ByteWideDevice, Resettable, Stateful<Port92State> {

    /** How many ports it takes. */
    public static final int PORTS = 1;

    private static final int RESET = 0x01;
    private static final int A20 = 0x02;
    static final int BITS = RESET | A20;

    private final String name;
    private final MachineControl machine;
    private int value = A20;

    /**
     * A port after power-on.
     *
     * @param machine what it resets
     */
    public Port92(String name, MachineControl machine) {
        this.name = name;
        this.machine = machine;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int readByte(int offset) {
        return offset == 0 ? value : OPEN_BUS;
    }

    @Override
    public void writeByte(int offset, int written) {
        if (offset != 0) {
            return;
        }
        boolean resets = (written & ~value & RESET) != 0;
        value = written & BITS;
        if (resets) {
            machine.reset(name);
        }
    }

    @Override
    public void reset() {
        value = A20;
    }

    @Override
    public Port92State save() {
        return new Port92State(value);
    }

    @Override
    public void restore(Port92State state) {
        value = state.value();
    }
}
