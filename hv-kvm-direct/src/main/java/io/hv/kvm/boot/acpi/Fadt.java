package io.hv.kvm.boot.acpi;

import java.nio.ByteBuffer;

/**
 * The fixed ACPI description table (ACPI 6.5, 5.2.9): power management registers, the reset register, and which legacy
 * hardware there is.
 *
 * <p>SMI_CMD is 0, which says that the machine is in ACPI mode from the start: there is no firmware to switch it.
 */
final class Fadt {

    private static final int REVISION = 6;
    private static final int MINOR_REVISION = 5;
    private static final int SIZE = 276;

    /** Latencies by which a guest knows that there are no such processor states. */
    private static final short NO_C2 = 101;

    private static final short NO_C3 = 1001;

    private static final int LEGACY_DEVICES = 1;
    private static final int KEYBOARD_CONTROLLER = 1 << 1;
    private static final int NO_VGA = 1 << 2;

    private static final int WBINVD = 1;
    private static final int PROC_C1 = 1 << 2;
    /** Set means: not among the fixed features. The power button's flag is clear, so it is one. */
    private static final int NO_SLEEP_BUTTON = 1 << 5;

    private static final int NO_RTC_WAKE = 1 << 6;
    private static final int TIMER_32_BITS = 1 << 8;
    private static final int RESET_REGISTER = 1 << 10;

    private Fadt() {}

    static byte[] of(int facs, int dsdt) {
        byte[] bytes = new byte[SIZE - Table.HEADER_SIZE];
        ByteBuffer body = Table.over(bytes);
        body.putInt(at(36), facs).putInt(at(40), dsdt);
        body.putShort(at(46), (short) Hardware.SCI);
        block(body, 56, 88, 148, Hardware.PM_EVENT, 4, Access.WORD);
        block(body, 64, 89, 172, Hardware.PM_CONTROL, 2, Access.WORD);
        block(body, 76, 91, 208, Hardware.PM_TIMER, 4, Access.DOUBLE_WORD);
        block(body, 80, 92, 220, Hardware.GPE0, 4, Access.BYTE);
        body.putShort(at(96), NO_C2).putShort(at(98), NO_C3);
        body.put(at(108), (byte) Hardware.RTC_CENTURY);
        body.putShort(at(109), (short) (LEGACY_DEVICES | KEYBOARD_CONTROLLER | NO_VGA));
        body.putInt(at(112), WBINVD | PROC_C1 | NO_SLEEP_BUTTON | NO_RTC_WAKE | TIMER_32_BITS | RESET_REGISTER);
        register(body, 116, Hardware.RESET, 1, Access.BYTE);
        body.put(at(128), (byte) Hardware.RESET_VALUE);
        body.put(at(131), (byte) MINOR_REVISION);
        // X_FIRMWARE_CTRL at 132 is for a FACS above 4 GiB, and must be 0 where FIRMWARE_CTRL is not.
        body.putLong(at(140), dsdt);
        return Table.of("FACP", REVISION, bytes);
    }

    /** A register block, in the fields of ACPI 1.0 and in the extended one. */
    private static void block(
            ByteBuffer body, int portField, int lengthField, int extendedField, int port, int bytes, Access access) {
        body.putInt(at(portField), port).put(at(lengthField), (byte) bytes);
        register(body, extendedField, port, bytes, access);
    }

    /** A generic address structure for ports (ACPI 6.5, 5.2.3.2). */
    private static void register(ByteBuffer body, int field, int port, int bytes, Access access) {
        body.put(at(field), (byte) 1).put(at(field + 1), (byte) (bytes * Byte.SIZE));
        body.put(at(field + 3), access.code).putLong(at(field + 4), port);
    }

    /** From the specification's offset to the body's. */
    private static int at(int offset) {
        return offset - Table.HEADER_SIZE;
    }

    private enum Access {
        BYTE(1),
        WORD(2),
        DOUBLE_WORD(3);

        private final byte code;

        Access(int code) {
            this.code = (byte) code;
        }
    }
}
