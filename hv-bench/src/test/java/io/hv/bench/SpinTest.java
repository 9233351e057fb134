package io.hv.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for counts. */
@Timeout(60)
class SpinTest {

    @Test
    void waitsUntilThereAreEnough() {
        AtomicLong count = new AtomicLong();
        assertEquals(1000, Spin.until(count::incrementAndGet, 1000, "frames"));
    }

    @Test
    void aCountThatStandsStillIsAnErrorThatTellsIt() {
        AtomicLong count = new AtomicLong();
        IllegalStateException stuck = assertThrows(
                IllegalStateException.class,
                () -> Spin.until(() -> Math.min(3, count.incrementAndGet()), 4, "frames", Duration.ofMillis(1)));
        assertEquals("3 of 4 frames, and no more in 0 s", stuck.getMessage());
    }
}
