package io.hv.kvm.device.i8042;

import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.device.reset.ResetRegister;

/**
 * System control port A, one port at 92h (IBM PS/2 Hardware Interface Technical Reference, "System Control Port A"):
 * bit 0 resets when it goes from 0 to 1, bit 1 is A20. A20 can be read back but is always open, as in {@link I8042}.
 */
public final class Port92 extends ResetRegister implements Stateful<Port92State> {

    /** How many ports it takes. */
    public static final int PORTS = 1;

    private static final int RESET = 0x01;
    private static final int A20 = 0x02;
    static final int BITS = RESET | A20;

    /**
     * A port after power-on.
     *
     * @param machine what it resets
     */
    public Port92(String name, MachineControl machine) {
        super(name, machine, BITS, RESET, A20);
    }

    @Override
    public Port92State save() {
        return new Port92State(value());
    }

    @Override
    public void restore(Port92State state) {
        value(state.value());
    }
}
