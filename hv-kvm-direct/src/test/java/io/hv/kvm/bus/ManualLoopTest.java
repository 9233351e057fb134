package io.hv.kvm.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The double that all device tests stand on. */
class ManualLoopTest {

    private final ManualClock clock = new ManualClock();
    private final ManualLoop loop = new ManualLoop(clock);
    private final Device device = () -> "device";
    private final List<String> seen = new ArrayList<>();

    @Test
    void timersFireInOrderAtTheirTime() {
        loop.timer(device, () -> seen.add("b@" + clock.nanos())).arm(20);
        loop.timer(device, () -> seen.add("a@" + clock.nanos())).arm(10);
        loop.timer(device, () -> seen.add("late")).arm(31);
        loop.advance(30);
        assertEquals(List.of("a@10", "b@20"), seen);
        assertEquals(30, clock.nanos());
        assertEquals(1, loop.armed());
    }

    @Test
    void aTimerFiresOnceAndMayArmItselfAgain() {
        EventLoop.Timer[] timer = new EventLoop.Timer[1];
        timer[0] = loop.timer(device, () -> {
            seen.add("@" + clock.nanos());
            timer[0].arm(clock.nanos() + 10);
        });
        timer[0].arm(10);
        loop.advance(35);
        assertEquals(List.of("@10", "@20", "@30"), seen);
        timer[0].disarm();
        loop.advance(100);
        assertEquals(3, seen.size());
    }

    @Test
    void armingAgainReplacesTheDeadlineAndThePastIsDueNow() {
        EventLoop.Timer timer = loop.timer(device, () -> seen.add("@" + clock.nanos()));
        loop.advance(50);
        timer.arm(100);
        timer.arm(20);
        loop.run();
        loop.advance(100);
        assertEquals(List.of("@50"), seen);
    }

    @Test
    void callbacksHoldTheDevicesMonitor() {
        loop.execute(device, () -> assertTrue(Thread.holdsLock(device)));
        loop.timer(device, () -> seen.add("" + Thread.holdsLock(device))).arm(1);
        loop.advance(1);
        assertEquals(List.of("true"), seen);
    }

    @Test
    void aSpinningDeviceIsFound() {
        EventLoop.Timer[] timer = new EventLoop.Timer[1];
        timer[0] = loop.timer(device, () -> timer[0].arm(clock.nanos()));
        timer[0].arm(0);
        assertThrows(AssertionError.class, () -> loop.advance(1));
    }
}
