package io.hv.kvm.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class VmClockTest {

    private long host = -500;
    private final VmClock clock = new VmClock(() -> host);

    @Test
    void standsWhileTheMachineIsPaused() {
        host += 100;
        assertEquals(0, clock.nanos());
        clock.resume();
        host += 100;
        assertEquals(100, clock.nanos());
        clock.resume();
        host += 5;
        clock.pause();
        host += 1000;
        clock.pause();
        assertEquals(105, clock.nanos());
        clock.resume();
        host += 1;
        assertEquals(106, clock.nanos());
    }

    @Test
    void goesOnInAnotherMachineWhereItStood() {
        clock.resume();
        host += 77;
        VmClock.State state = clock.save();
        VmClock other = new VmClock(() -> host);
        other.restore(state);
        host += 1000;
        assertEquals(77, other.nanos());
        other.resume();
        host += 3;
        assertEquals(80, other.nanos());
        assertThrows(IllegalStateException.class, () -> other.restore(state));
        assertThrows(IllegalArgumentException.class, () -> new VmClock.State(-1));
    }

    @Test
    void theWallClockIsItsSource() {
        Instant now = Instant.parse("2026-11-23T15:00:00Z");
        assertEquals(now, new WallClock(() -> now).now());
    }
}
