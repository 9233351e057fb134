package io.hv.kvm.device.rtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.ManualClock;
import io.hv.kvm.bus.ManualLoop;
import io.hv.kvm.bus.TestLine;
import org.junit.jupiter.api.Test;

/** The clock of a machine that starts on Saturday 2028-02-26 at 23:58:30.25 UTC. */
class RtcTest {

    private static final long MILLIS = 1_000_000;
    private static final long SECOND = 1000 * MILLIS;
    private static final int A = 0x0a;
    private static final int B = 0x0b;
    private static final int C = 0x0c;
    private static final int D = 0x0d;

    private final ManualClock clock = new ManualClock();
    private final ManualLoop loop = new ManualLoop(clock);
    private final TestLine irq = new TestLine();
    private final Rtc rtc = new Rtc("rtc", irq, clock, clock, loop, new CmosMemory(3L << 30, 5L << 30));

    private int get(int register) {
        rtc.writePort(0, 1, register);
        return rtc.readPort(1, 1);
    }

    private void set(int register, int value) {
        rtc.writePort(0, 1, register);
        rtc.writePort(1, 1, value);
    }

    private String time() {
        return "%02x%02x-%02x-%02x %02x:%02x:%02x".formatted(get(0x32), get(9), get(8), get(7), get(4), get(2), get(0));
    }

    @Test
    void showsTheWallInBcdAnd24HoursAtFirst() {
        assertEquals("2028-02-26 23:58:30", time());
        assertEquals(7, get(6), "Saturday");
        assertEquals(0x26, get(A));
        assertEquals(0x02, get(B));
        assertEquals(0x80, get(D), "valid RAM and time");
        loop.advance(90 * SECOND);
        assertEquals("2028-02-27 00:00:00", time());
        assertEquals(1, get(6), "Sunday");
        loop.advance(3 * 86_400 * SECOND);
        assertEquals("2028-03-01 00:00:00", time(), "over the leap day");
    }

    @Test
    void binaryAndTwelveHours() {
        set(B, 0x06);
        assertEquals(23, get(4));
        assertEquals(58, get(2));
        set(B, 0x04);
        assertEquals(0x80 | 11, get(4), "11 p.m.");
        loop.advance(90 * SECOND);
        assertEquals(12, get(4), "midnight");
        set(B, 0x00);
        assertEquals(0x12, get(4));
        loop.advance(13 * 3600 * SECOND);
        assertEquals(0x81, get(4), "1 p.m.");
    }

    /** As Linux sets it: SET, divider reset, the registers, and back. */
    @Test
    void settingStopsAndStartsTheClock() {
        set(B, 0x82);
        set(A, 0x76);
        int[] registers = {0, 2, 4, 6, 7, 8, 9, 0x32};
        int[] values = {0x59, 0x59, 0x12, 0x06, 0x31, 0x12, 0x99, 0x19};
        for (int i = 0; i < registers.length; i++) {
            set(registers[i], values[i]);
        }
        loop.advance(10 * SECOND);
        assertEquals("1999-12-31 12:59:59", time(), "it stands");
        set(B, 0x02);
        loop.advance(SECOND);
        assertEquals("1999-12-31 12:59:59", time(), "its divider stands");
        set(A, 0x26);
        loop.advance(499 * MILLIS);
        assertEquals("1999-12-31 12:59:59", time());
        loop.advance(1 * MILLIS);
        assertEquals("1999-12-31 13:00:00", time(), "the first update comes half a second later");
        loop.advance(11 * 3600 * SECOND);
        assertEquals("2000-01-01 00:00:00", time());
        assertEquals(7, get(6), "Saturday follows the Friday that was set");
    }

    @Test
    void aRegisterCanBeSetWhileItRuns() {
        set(4, 0x05);
        assertEquals("2028-02-26 05:58:30", time());
        loop.advance(2 * SECOND);
        assertEquals("2028-02-26 05:58:32", time());
    }

    @Test
    void theWeekMayBeginOnAnyDay() {
        set(6, 2);
        assertEquals(2, get(6));
        loop.advance(86_400 * SECOND);
        assertEquals(3, get(6));
    }

    @Test
    void updatesAreAnnounced() {
        loop.advance(747 * MILLIS);
        assertEquals(0x26, get(A));
        loop.advance(1 * MILLIS);
        assertEquals(0xa6, get(A), "2.228 ms before the second ends");
        loop.advance(2 * MILLIS);
        assertEquals(0x26, get(A));
    }

    @Test
    void theUpdateInterruptComesEverySecondThatIsAcknowledged() {
        set(B, 0x12);
        loop.advance(749 * MILLIS);
        assertFalse(irq.isHigh());
        loop.advance(MILLIS);
        assertTrue(irq.isHigh());
        assertEquals(0x90, get(C) & 0x90);
        assertFalse(irq.isHigh());
        loop.advance(10 * SECOND);
        assertEquals(2, irq.risingEdges(), "nobody has acknowledged the second one");
    }

    @Test
    void thePeriodicInterruptKeepsItsRate() {
        set(A, 0x2d); // 8 Hz
        set(B, 0x42);
        int interrupts = 0;
        for (int i = 0; i < 10_000; i++) {
            loop.advance(MILLIS);
            if (irq.isHigh()) {
                assertEquals(0xc0, get(C) & 0xc0);
                interrupts++;
            }
        }
        assertEquals(80, interrupts);
    }

    @Test
    void flagsRiseWithoutInterruptsToo() {
        get(C);
        loop.advance(SECOND);
        assertEquals(0x50, get(C), "periodic and update, and no request");
        assertEquals(0x00, get(C));
        assertEquals(0, irq.risingEdges());
        assertEquals(0, loop.armed());
    }

    @Test
    void theAlarmGoesOffAtItsTime() {
        set(5, 0x00);
        set(3, 0x01);
        set(1, 0x07);
        set(B, 0x22);
        loop.advance(96 * SECOND);
        assertFalse(irq.isHigh());
        loop.advance(61 * SECOND);
        assertTrue(irq.isHigh());
        assertEquals(0xa0, get(C) & 0xa0);
        assertEquals("2028-02-27 00:01:07", time());
    }

    @Test
    void anAlarmMayNotCare() {
        set(5, 0xff);
        set(3, 0xc0);
        set(1, 0x30);
        set(B, 0x22);
        for (int minutes = 0; minutes < 3; minutes++) {
            loop.advance(60 * SECOND);
            assertEquals(0xa0, get(C) & 0xa0);
        }
        set(1, 0x75); // no second
        get(C);
        loop.advance(2 * 86_400 * SECOND);
        assertFalse(irq.isHigh());
    }

    @Test
    void memoryTellsTheSizeOfRam() {
        assertEquals(640, get(0x15) | (get(0x16) << 8));
        assertEquals(0xffff, get(0x17) | (get(0x18) << 8));
        assertEquals(0xffff, get(0x30) | (get(0x31) << 8));
        assertEquals((3072 - 16) * 16, get(0x34) | (get(0x35) << 8));
        assertEquals(5 * 1024 * 16, get(0x5b) | (get(0x5c) << 8) | (get(0x5d) << 16));
        int sum = 0;
        for (int i = 0x10; i <= 0x2d; i++) {
            sum += get(i);
        }
        assertEquals(sum, (get(0x2e) << 8) | get(0x2f));
    }

    @Test
    void aResetKeepsTimeAndMemoryAndTakesInterruptsAway() {
        set(0x0f, 0x0a);
        set(9, 0x30);
        set(B, 0x52);
        rtc.writePort(0, 1, 0x80);
        assertTrue(rtc.nmiMasked());
        rtc.reset();
        assertFalse(rtc.nmiMasked());
        assertEquals(0x0a, get(0x0f), "the shutdown status");
        assertEquals("2030-02-26 23:58:30", time());
        assertEquals(0x02, get(B));
    }

    @Test
    void theIndexCannotBeRead() {
        rtc.writePort(0, 1, 0x0a);
        assertEquals(0xff, rtc.readPort(0, 1));
    }
}
