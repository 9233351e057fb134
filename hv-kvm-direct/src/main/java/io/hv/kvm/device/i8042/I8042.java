package io.hv.kvm.device.i8042;

import io.hv.kvm.bus.ByteWideDevice;
import io.hv.kvm.bus.Bytes;
import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;

/**
 * A keyboard controller without a keyboard (IBM PS/2 Hardware Interface Technical Reference, "Keyboard and Auxiliary
 * Device Controller"): what is left is self test, A20 and the reset of the machine. Registered at port 60h for 5 ports,
 * of which it has two, 60h and 64h; 61h belongs to the timer, the others float.
 *
 * <p>Every command that promises an answer is answered at once, because drivers wait up to half a second for each. A byte
 * to the missing keyboard or mouse comes back as FEh, "resend", with the time-out bit, as from a keyboard that does not
 * pull its clock. A test of the mouse's connector reports a clock stuck low, by which Linux knows that there is none.
 *
 * <p>A20 can be read back but is always open: a guest under hardware virtualization has no gate there.
 */
public final class I8042 implements ByteWideDevice, Resettable, Stateful<I8042State> {

    /** How many ports its range takes. */
    public static final int PORTS = 5;

    private static final int DATA = 0;
    private static final int COMMAND = 4;

    private static final int STATUS_OUTPUT_FULL = 0x01;
    private static final int STATUS_SYSTEM = 0x04;
    private static final int STATUS_COMMAND = 0x08;
    private static final int STATUS_NOT_INHIBITED = 0x10;
    private static final int STATUS_TIMEOUT = 0x40;
    static final int STATUS_BITS =
            STATUS_OUTPUT_FULL | STATUS_SYSTEM | STATUS_COMMAND | STATUS_NOT_INHIBITED | STATUS_TIMEOUT;

    private static final int MODE_KEYBOARD_INTERRUPT = 0x01;
    private static final int MODE_SYSTEM = 0x04;
    private static final int MODE_KEYBOARD_OFF = 0x10;
    private static final int MODE_MOUSE_OFF = 0x20;

    private static final int INPUT_PORT = 0x80; // the keyboard lock is open

    private static final int PIN_NO_RESET = 0x01;
    private static final int PIN_A20 = 0x02;
    private static final int PIN_KEYBOARD_LINES = 0xc0; // nobody pulls them low

    private static final int SELF_TEST_PASSED = 0x55;
    private static final int KEYBOARD_LINES_FREE = 0x00;
    private static final int MOUSE_CLOCK_STUCK_LOW = 0x01;
    private static final int RESEND = 0xfe;

    private final String name;
    private final IrqLine irq;
    private final MachineControl machine;

    private final byte[] ram = new byte[I8042State.RAM_BYTES];
    private int outputPort;
    private int status;
    private int data;
    private int command;

    /**
     * A controller after power-on.
     *
     * @param irq the keyboard's interrupt, IRQ 1
     * @param machine what it resets
     */
    public I8042(String name, IrqLine irq, MachineControl machine) {
        this.name = name;
        this.irq = irq;
        this.machine = machine;
        reset();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int readByte(int offset) {
        return switch (offset) {
            case DATA -> readData();
            case COMMAND -> status;
            default -> OPEN_BUS;
        };
    }

    @Override
    public void writeByte(int offset, int value) {
        switch (offset) {
            case DATA -> {
                status &= ~STATUS_COMMAND;
                int awaited = command;
                command = I8042State.NO_COMMAND;
                parameter(awaited, value);
            }
            case COMMAND -> {
                status |= STATUS_COMMAND;
                command = I8042State.NO_COMMAND;
                command(value);
            }
            default -> {} // no register there
        }
        settle();
    }

    private int readData() {
        status &= ~(STATUS_OUTPUT_FULL | STATUS_TIMEOUT);
        settle();
        return data;
    }

    private void command(int value) {
        if (value >= 0x20 && value <= 0x3f) {
            answer(ram[value & 0x1f] & 0xff);
        } else if (value >= 0x60 && value <= 0x7f) {
            command = value;
        } else if (value >= 0xf0) {
            if ((value & PIN_NO_RESET) == 0) { // pulses low the pins whose bit is 0
                machine.reset(name);
            }
        } else {
            singleCommand(value);
        }
    }

    private void singleCommand(int value) {
        switch (value) {
            case 0xa7 -> ram[0] |= MODE_MOUSE_OFF;
            case 0xa8 -> ram[0] &= ~MODE_MOUSE_OFF;
            case 0xa9 -> answer(MOUSE_CLOCK_STUCK_LOW);
            case 0xaa -> {
                status |= STATUS_SYSTEM;
                answer(SELF_TEST_PASSED);
            }
            case 0xab -> answer(KEYBOARD_LINES_FREE);
            case 0xad -> ram[0] |= MODE_KEYBOARD_OFF;
            case 0xae -> ram[0] &= ~MODE_KEYBOARD_OFF;
            case 0xc0 -> answer(INPUT_PORT);
            case 0xd0 -> answer(outputPort);
            case 0xd1, 0xd2, 0xd3, 0xd4 -> command = value;
            default -> {} // the controller ignores what it does not know
        }
    }

    /** A byte to the data port: the parameter of a command, or else a byte for the keyboard. */
    private void parameter(int awaited, int value) {
        if (awaited >= 0x60 && awaited <= 0x7f) {
            ram[awaited & 0x1f] = (byte) value;
            if (awaited == 0x60) {
                status = (status & ~STATUS_SYSTEM) | ((value & MODE_SYSTEM) != 0 ? STATUS_SYSTEM : 0);
            }
        } else if (awaited == 0xd1) {
            outputPort = value | PIN_KEYBOARD_LINES;
            if ((value & PIN_NO_RESET) == 0) {
                machine.reset(name);
            }
        } else if (awaited == 0xd2 || awaited == 0xd3) {
            answer(value); // D3h would mark it as the mouse's; unmarked, it says that there is no mouse
        } else {
            answer(RESEND);
            status |= STATUS_TIMEOUT;
        }
    }

    private void answer(int value) {
        data = value;
        status = (status & ~STATUS_TIMEOUT) | STATUS_OUTPUT_FULL;
    }

    private void settle() {
        irq.level((status & STATUS_OUTPUT_FULL) != 0 && (ram[0] & MODE_KEYBOARD_INTERRUPT) != 0);
    }

    @Override
    public void reset() {
        byte[] cleared = new byte[I8042State.RAM_BYTES];
        cleared[0] = MODE_KEYBOARD_OFF | MODE_MOUSE_OFF;
        int pins = PIN_NO_RESET | PIN_A20 | PIN_KEYBOARD_LINES;
        take(new I8042State(Bytes.of(cleared), pins, STATUS_NOT_INHIBITED, 0, I8042State.NO_COMMAND));
    }

    @Override
    public I8042State save() {
        return new I8042State(Bytes.of(ram), outputPort, status, data, command);
    }

    @Override
    public void restore(I8042State state) {
        take(state);
    }

    private void take(I8042State state) {
        state.ram().copyTo(ram, 0);
        outputPort = state.outputPort();
        status = state.status();
        data = state.data();
        command = state.command();
        settle();
    }
}
