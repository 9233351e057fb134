package io.hv.kvm.device.rtc;

/** Register numbers and bits of the MC146818A (data sheet, figures 11 and 12), and the century of a PC. */
final class RtcRegisters {

    static final int SECONDS = 0x00;
    static final int SECONDS_ALARM = 0x01;
    static final int MINUTES = 0x02;
    static final int MINUTES_ALARM = 0x03;
    static final int HOURS = 0x04;
    static final int HOURS_ALARM = 0x05;
    static final int WEEKDAY = 0x06;
    static final int DAY = 0x07;
    static final int MONTH = 0x08;
    static final int YEAR = 0x09;
    static final int A = 0x0a;
    static final int B = 0x0b;
    static final int C = 0x0c;
    static final int D = 0x0d;

    /** Outside the chip's own registers: where the FADT tells a guest to find the century. */
    static final int CENTURY = 0x32;

    /** Clock, registers and memory. */
    static final int SIZE = 128;

    static final int A_UPDATE_IN_PROGRESS = 0x80;
    static final int A_DIVIDER = 0x70;
    static final int A_DIVIDER_RUNS = 0x20;
    static final int A_RATE = 0x0f;
    static final int A_BITS = A_DIVIDER | A_RATE;

    static final int B_SET = 0x80;
    static final int B_PERIODIC = 0x40;
    static final int B_ALARM = 0x20;
    static final int B_UPDATE = 0x10;
    static final int B_BINARY = 0x04;
    static final int B_24_HOURS = 0x02;
    static final int B_DAYLIGHT_SAVING = 0x01;

    /** What a reset leaves alone. */
    static final int B_KEPT = B_SET | B_BINARY | B_24_HOURS | B_DAYLIGHT_SAVING;

    static final int C_REQUEST = 0x80;

    /** The three flags of register C stand where register B enables them. */
    static final int FLAGS = B_PERIODIC | B_ALARM | B_UPDATE;

    static final int D_VALID = 0x80;

    private static final int FASTEST_HZ = 32_768;

    private RtcRegisters() {}

    /** Whether a register is part of the time. */
    static boolean isTime(int register) {
        return register == CENTURY
                || (register < A && register != SECONDS_ALARM && register != MINUTES_ALARM && register != HOURS_ALARM);
    }

    /** How often a second the periodic flag rises, 0 for never (data sheet, table 5, 32.768 kHz). */
    static int periodicHz(int a) {
        int rate = a & A_RATE;
        if (rate == 0) {
            return 0;
        }
        return FASTEST_HZ >> ((rate <= 2 ? rate + 7 : rate) - 1);
    }
}
