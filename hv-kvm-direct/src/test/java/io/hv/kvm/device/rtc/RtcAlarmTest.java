package io.hv.kvm.device.rtc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcAlarmTest {

    /** Against looking at every second of the day. */
    @Test
    void findsTheNextMatch() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            RtcAlarm alarm = new RtcAlarm(random.nextInt(27) - 1, random.nextInt(63) - 1, random.nextInt(63) - 1);
            if (random.nextInt(3) == 0) {
                alarm = new RtcAlarm(RtcAlarm.ANY, alarm.minute(), alarm.second());
            }
            long now = random.nextLong(4_000_000_000L) - 1_000_000_000;
            assertEquals(bySearch(alarm, now), alarm.secondsUntil(now), alarm + " from " + now);
        }
    }

    private static long bySearch(RtcAlarm alarm, long now) {
        for (long wait = 0; wait < 86_400; wait++) {
            long second = Math.floorMod(now + wait, 86_400L);
            if (matches(alarm.hour(), second / 3600)
                    && matches(alarm.minute(), second / 60 % 60)
                    && matches(alarm.second(), second % 60)) {
                return wait;
            }
        }
        return RtcAlarm.NEVER;
    }

    private static boolean matches(int wanted, long value) {
        return wanted == RtcAlarm.ANY || wanted == value;
    }
}
