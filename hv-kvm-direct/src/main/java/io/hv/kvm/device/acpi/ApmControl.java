package io.hv.kvm.device.acpi;

import io.hv.kvm.bus.ByteWideDevice;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;

/**
 * The APM control and status ports, two ports at B2h (82371AB data sheet, 4.2.6). On a PC a write to the first is an SMI,
 * and the firmware's handler puts the machine into ACPI mode or out of it; there is no SMM here, so this device does it.
 * The FADT names the port SMI_CMD and the two commands (ACPI 6.5, 5.2.9); all others are remembered and do nothing.
 */
public final class ApmControl implements ByteWideDevice, Resettable, Stateful<ApmState> {

    /** How many ports it takes. */
    public static final int PORTS = 2;

    /** The FADT's ACPI_ENABLE. */
    public static final int ACPI_ENABLE = 0xf1;

    /** The FADT's ACPI_DISABLE. */
    public static final int ACPI_DISABLE = 0xf0;

    /** What the two commands switch. Called with this device's monitor held. */
    @FunctionalInterface
    public interface AcpiMode {

        /** ACPI mode on or off. */
        void acpiMode(boolean on);
    }

    private static final int COMMAND = 0;
    private static final int STATUS = 1;

    private final String name;
    private final AcpiMode mode;
    private int command;
    private int status;

    /**
     * The ports after power-on.
     *
     * @param mode what they switch, an {@link AcpiPm}
     */
    public ApmControl(String name, AcpiMode mode) {
        this.name = name;
        this.mode = mode;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int readByte(int offset) {
        return switch (offset) {
            case COMMAND -> command;
            case STATUS -> status;
            default -> OPEN_BUS;
        };
    }

    @Override
    public void writeByte(int offset, int value) {
        if (offset == STATUS) {
            status = value;
        } else if (offset == COMMAND) {
            command = value;
            if (value == ACPI_ENABLE || value == ACPI_DISABLE) {
                mode.acpiMode(value == ACPI_ENABLE);
            }
        }
    }

    @Override
    public void reset() {
        restore(new ApmState(0, 0));
    }

    @Override
    public ApmState save() {
        return new ApmState(command, status);
    }

    @Override
    public void restore(ApmState state) {
        command = state.command();
        status = state.status();
    }
}
