package io.hv.kvm.device.watchdog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.ManualClock;
import io.hv.kvm.bus.ManualLoop;
import io.hv.kvm.bus.TestMachine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A watchdog as Linux's driver uses it, and as nobody should. */
class I6300EsbTest {

    private static final long SECOND = 1_000_000_000;
    private static final int RELOAD = 0xc;
    private static final int RELOAD_NOW = 0x100;
    private static final int TIMED_OUT = 0x200;
    private static final int LOCK = 8;
    private static final int ON = 2;
    private static final List<String> EXPIRED = List.of("watchdog0 has run out");

    private final ManualClock clock = new ManualClock();
    private final ManualLoop loop = new ManualLoop(clock);
    private final TestMachine machine = new TestMachine();
    private final I6300Esb watchdog = new I6300Esb("watchdog0", clock, loop, machine);

    private void unlock() {
        watchdog.writeMmio(RELOAD, 1, 0x80);
        watchdog.writeMmio(RELOAD, 1, 0x86);
    }

    /** Both stages, in ticks of about a millisecond. */
    private void stages(int first, int second) {
        unlock();
        watchdog.writeMmio(0, 4, first);
        unlock();
        watchdog.writeMmio(4, 4, second);
    }

    private void reload() {
        unlock();
        watchdog.writeMmio(RELOAD, 2, RELOAD_NOW);
    }

    private void lock(int value) {
        watchdog.writeConfig(LOCK, 1, value);
    }

    private int lock() {
        return watchdog.readConfig(LOCK, 1);
    }

    /** As Linux does for thirty seconds. */
    private void start() {
        watchdog.writeConfig(0, 2, 0x03);
        lock(0);
        stages(30 << 9, 30 << 9);
        reload();
        lock(ON);
    }

    @Test
    void aGuestThatLivesIsLeftAlone() {
        start();
        for (int i = 0; i < 20; i++) {
            loop.advance(29 * SECOND);
            reload();
        }
        assertEquals(List.of(), machine.drain());
        assertEquals(1, loop.armed());
    }

    @Test
    void aGuestThatHangsIsToldOfOnce() {
        start();
        loop.advance(15 * SECOND);
        assertEquals(0, watchdog.readMmio(8, 1));
        loop.advance(14 * SECOND);
        assertEquals(1, watchdog.readMmio(8, 1), "the first stage is a little more than 15 s");
        assertEquals(List.of(), machine.drain());
        loop.advance(2 * SECOND);
        assertEquals(EXPIRED, machine.drain());
        loop.advance(100 * SECOND);
        assertEquals(List.of(), machine.drain());
        assertEquals(0, lock(), "it is off");
        assertEquals(0, loop.armed());
        assertEquals(TIMED_OUT, watchdog.readMmio(RELOAD, 2));
    }

    /** Ticks are 2^15 or 2^5 cycles at 33 MHz. */
    @ParameterizedTest
    @CsvSource({
        "0, 1000, 2000, 992969696, 1985939393",
        "4, 1048575, 1031, 1016800000, 1000000",
        "0, 0, 1, 1000000, 1000000"
    })
    void stagesLastAsLongAsTheySay(int config, int first, int second, long firstNanos, long secondNanos) {
        watchdog.writeConfig(0, 2, config);
        stages(first, second);
        lock(ON);
        loop.advance(firstNanos - 1);
        assertEquals(0, watchdog.readMmio(8, 1));
        loop.advance(1);
        assertEquals(1, watchdog.readMmio(8, 1));
        loop.advance(secondNanos - 1);
        assertEquals(List.of(), machine.drain());
        loop.advance(1);
        assertEquals(EXPIRED, machine.drain());
    }

    @Test
    void reloadInTheSecondStageBeginsTheFirst() {
        stages(1000, 1000);
        lock(ON);
        loop.advance(3 * SECOND / 2);
        assertEquals(1, watchdog.readMmio(8, 1));
        watchdog.writeMmio(8, 1, 1);
        assertEquals(0, watchdog.readMmio(8, 1));
        reload();
        loop.advance(3 * SECOND / 2);
        assertEquals(List.of(), machine.drain());
        loop.advance(SECOND);
        assertEquals(EXPIRED, machine.drain());
    }

    @Test
    void nothingIsWrittenWithoutItsKey() {
        watchdog.writeMmio(0, 4, 5);
        watchdog.writeMmio(RELOAD, 1, 0x86);
        watchdog.writeMmio(0, 4, 5);
        watchdog.writeMmio(RELOAD, 1, 0x80);
        watchdog.writeMmio(0, 4, 5);
        watchdog.writeMmio(RELOAD, 1, 0x86);
        watchdog.writeMmio(0, 4, 5);
        assertEquals(0xf_ffff, watchdog.readMmio(0, 4));
        unlock();
        watchdog.writeMmio(0, 4, 0xffff_0005L);
        watchdog.writeMmio(4, 4, 7);
        assertEquals(0xf_0005, watchdog.readMmio(0, 4), "20 bits");
        assertEquals(0xf_ffff, watchdog.readMmio(4, 4), "one write for each key");
        unlock();
        watchdog.writeMmio(4, 2, 7);
        unlock();
        watchdog.writeMmio(2, 4, 7);
        assertEquals(0xf_0005, watchdog.readMmio(0, 4));
        assertEquals(0xf_ffff, watchdog.readMmio(4, 4));
    }

    @Test
    void aLockedWatchdogStaysOn() {
        stages(100, 100);
        lock(ON | 1);
        lock(0);
        assertEquals(ON | 1, lock());
        watchdog.writeConfig(0, 4, 0);
        watchdog.writeConfig(LOCK, 4, 0);
        assertEquals(ON | 1, lock());
        loop.advance(SECOND);
        assertEquals(EXPIRED, machine.drain());
    }

    @Test
    void offIsOff() {
        start();
        lock(0);
        assertEquals(0, loop.armed());
        reload();
        assertEquals(0, loop.armed());
        loop.advance(100 * SECOND);
        assertEquals(List.of(), machine.drain());
        lock(ON);
        assertEquals(1, loop.armed());
    }

    @Test
    void itsEndMayHaveNoEffect() {
        watchdog.writeConfig(0, 2, 0x20);
        stages(100, 100);
        lock(ON);
        loop.advance(SECOND);
        assertEquals(List.of(), machine.drain());
        assertEquals(0, watchdog.readMmio(RELOAD, 2));
        assertEquals(0, loop.armed());
        reload();
        assertEquals(1, loop.armed());
        lock(0);
        lock(ON | 4);
        loop.advance(SECOND);
        assertEquals(List.of(), machine.drain());
        assertEquals(1, loop.armed(), "it runs freely");
    }

    @Test
    void aFreeRunningWatchdogLeavesTheLoopInPeace() {
        watchdog.writeConfig(0, 2, 0x24);
        stages(0, 0);
        lock(ON | 4);
        loop.advance(SECOND);
        assertTrue(loop.armed() == 1 && machine.drain().isEmpty());
    }

    @Test
    void theNextBootIsToldThatItRanOut() {
        start();
        loop.advance(40 * SECOND);
        watchdog.reset();
        assertEquals(TIMED_OUT, watchdog.readMmio(RELOAD, 2));
        assertEquals(2, watchdog.readMmio(RELOAD + 1, 1));
        watchdog.writeMmio(RELOAD, 2, TIMED_OUT);
        assertEquals(TIMED_OUT, watchdog.readMmio(RELOAD, 2));
        unlock();
        watchdog.writeMmio(RELOAD, 2, TIMED_OUT | RELOAD_NOW);
        assertEquals(0, watchdog.readMmio(RELOAD, 2));
        assertEquals(0, loop.armed());
    }

    @Test
    void aCopyRunsOutAtTheSameTime() {
        start();
        loop.advance(20 * SECOND);
        I6300EsbState state = watchdog.save();
        I6300Esb copy = new I6300Esb("watchdog0", clock, loop, machine);
        copy.restore(state);
        assertEquals(state, copy.save());
        assertEquals(2, loop.armed());
        loop.advance(9 * SECOND);
        assertEquals(List.of(), machine.drain());
        loop.advance(2 * SECOND);
        assertEquals(List.of("watchdog0 has run out", "watchdog0 has run out"), machine.drain());
    }

    @Test
    void impossibleStatesAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new I6300EsbState(0, 0, 0, 0, 0, 1, 5, false, false), "no timer");
        assertThrows(IllegalArgumentException.class, () -> new I6300EsbState(0, 0, 8, 0, 0, 1, 0, false, false));
        assertThrows(IllegalArgumentException.class, () -> new I6300EsbState(0, 0, 0, 0, 3, 1, 0, false, false));
        assertThrows(IllegalArgumentException.class, () -> new I6300EsbState(0, 0, 0, 0, 0, 0, 0, false, false));
    }
}
