package io.hv.kvm.device.rtc;

/**
 * The time of day at which the alarm goes off (MC146818A data sheet, "Time, calendar and alarm locations").
 *
 * @param hour 0 to 23, {@link #ANY}, or what no hour can be
 * @param minute 0 to 59, {@link #ANY}, or what no minute can be
 * @param second 0 to 59, {@link #ANY}, or what no second can be
 */
record RtcAlarm(int hour, int minute, int second) {

    static final int ANY = -1;

    /** What {@link #secondsUntil} says of an alarm that cannot go off. */
    static final long NEVER = -1;

    private static final int DO_NOT_CARE = 0xc0;

    static RtcAlarm of(byte[] registers, RtcFormat format) {
        int hour = registers[RtcRegisters.HOURS_ALARM] & 0xff;
        return new RtcAlarm(
                hour >= DO_NOT_CARE ? ANY : format.decodeHour(hour),
                decode(registers[RtcRegisters.MINUTES_ALARM] & 0xff, format),
                decode(registers[RtcRegisters.SECONDS_ALARM] & 0xff, format));
    }

    private static int decode(int register, RtcFormat format) {
        return register >= DO_NOT_CARE ? ANY : format.decode(register);
    }

    /** How many seconds after this one the alarm goes off next: 0 if now, at most a day, or {@link #NEVER}. */
    long secondsUntil(long epochSecond) {
        if (hour > 23 || minute > 59 || second > 59) {
            return NEVER;
        }
        int now = (int) Math.floorMod(epochSecond, 86_400L);
        for (int h = now / 3600; h <= 47; h++) {
            if (hour != ANY && hour != h % 24) {
                continue;
            }
            for (int m = Math.max(0, now / 60 - h * 60); m < 60; m++) {
                if (minute != ANY && minute != m) {
                    continue;
                }
                int earliest = Math.max(0, now - (h * 60 + m) * 60);
                int found = second == ANY ? earliest : second;
                if (found >= earliest && found < 60) {
                    return (h * 60L + m) * 60 + found - now;
                }
            }
        }
        return NEVER;
    }
}
