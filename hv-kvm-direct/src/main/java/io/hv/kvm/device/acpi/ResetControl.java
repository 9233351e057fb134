package io.hv.kvm.device.acpi;

import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.device.reset.ResetRegister;

/**
 * The reset control register of Intel's south bridges, one port at CF9h (82371AB data sheet, 4.2.4.1): a reset happens
 * when bit 2 goes from 0 to 1; bits 1 and 3 choose how hard, which makes no difference here. ACPI's reset register
 * (ACPI 6.5, 4.8.3.6) points to it, with {@link #RESET_VALUE}.
 */
public final class ResetControl extends ResetRegister implements Stateful<ResetControlState> {

    /** How many ports it takes. */
    public static final int PORTS = 1;

    /** What the FADT tells a guest to write here. */
    public static final int RESET_VALUE = 0x06;

    private static final int RESET_CPU = 0x04;
    static final int BITS = 0x0e;

    /**
     * A register after power-on.
     *
     * @param machine what it resets
     */
    public ResetControl(String name, MachineControl machine) {
        super(name, machine, BITS, RESET_CPU, 0);
    }

    @Override
    public ResetControlState save() {
        return new ResetControlState(value());
    }

    @Override
    public void restore(ResetControlState state) {
        value(state.value());
    }
}
