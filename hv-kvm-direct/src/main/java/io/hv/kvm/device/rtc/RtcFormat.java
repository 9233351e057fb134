package io.hv.kvm.device.rtc;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * How the registers show time: in BCD or binary, in 12 or 24 hours (MC146818A data sheet, table 3).
 *
 * @param binary register B's DM
 * @param fullDay register B's 24/12
 */
record RtcFormat(boolean binary, boolean fullDay) {

    private static final int AFTERNOON = 0x80;
    private static final int DAYS_PER_WEEK = 7;

    static RtcFormat of(int b) {
        return new RtcFormat((b & RtcRegisters.B_BINARY) != 0, (b & RtcRegisters.B_24_HOURS) != 0);
    }

    /** A register's value. Takes whatever a guest has written: 165 is the most that BCD can hide. */
    int decode(int register) {
        return binary ? register : (register >> 4) * 10 + (register & 0x0f);
    }

    /** A value from 0 to 99 as a register shows it. */
    int encode(int value) {
        return binary ? value : ((value / 10) << 4) | (value % 10);
    }

    /** The hour from 0 to 23 in a register; more if a guest has written nonsense. */
    int decodeHour(int register) {
        if (fullDay) {
            return decode(register);
        }
        int hour = decode(register & ~AFTERNOON) % 12;
        return (register & AFTERNOON) == 0 ? hour : hour + 12;
    }

    int encodeHour(int hour) {
        if (fullDay) {
            return encode(hour);
        }
        int shown = encode(hour % 12 == 0 ? 12 : hour % 12);
        return hour < 12 ? shown : shown | AFTERNOON;
    }

    /** Writes a time into the registers. */
    void write(long epochSecond, int weekdayShift, byte[] registers) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
        registers[RtcRegisters.SECONDS] = (byte) encode(time.getSecond());
        registers[RtcRegisters.MINUTES] = (byte) encode(time.getMinute());
        registers[RtcRegisters.HOURS] = (byte) encodeHour(time.getHour());
        registers[RtcRegisters.WEEKDAY] = (byte) encode(weekday(time.toLocalDate(), weekdayShift));
        registers[RtcRegisters.DAY] = (byte) encode(time.getDayOfMonth());
        registers[RtcRegisters.MONTH] = (byte) encode(time.getMonthValue());
        registers[RtcRegisters.YEAR] = (byte) encode(Math.floorMod(time.getYear(), 100));
        registers[RtcRegisters.CENTURY] = (byte) encode(Math.floorMod(Math.floorDiv(time.getYear(), 100), 100));
    }

    /** The time in the registers. What is no time, as a 32nd of January, counts on from the last one that is. */
    long read(byte[] registers) {
        int year = decode(registers[RtcRegisters.CENTURY] & 0xff) * 100 + decode(registers[RtcRegisters.YEAR] & 0xff);
        LocalDateTime time = LocalDate.of(year, 1, 1)
                .plusMonths(decode(registers[RtcRegisters.MONTH] & 0xff) - 1L)
                .plusDays(decode(registers[RtcRegisters.DAY] & 0xff) - 1L)
                .atStartOfDay()
                .plusHours(decodeHour(registers[RtcRegisters.HOURS] & 0xff))
                .plusMinutes(decode(registers[RtcRegisters.MINUTES] & 0xff))
                .plusSeconds(decode(registers[RtcRegisters.SECONDS] & 0xff));
        return time.toEpochSecond(ZoneOffset.UTC);
    }

    /**
     * By how many days the weekday in the registers is ahead of the calendar's. The chip counts it on its own, so a guest
     * may give its week any first day.
     */
    int readWeekdayShift(byte[] registers, long epochSecond) {
        LocalDate date =
                LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC).toLocalDate();
        int shown = decode(registers[RtcRegisters.WEEKDAY] & 0xff);
        return Math.floorMod(shown - weekday(date, 0), DAYS_PER_WEEK);
    }

    /** 1 to 7, Sunday is 1. */
    private static int weekday(LocalDate date, int shift) {
        return (date.getDayOfWeek().getValue() + shift) % DAYS_PER_WEEK + 1;
    }
}
