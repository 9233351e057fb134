package io.hv.kvm.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void waitsLongerEachTimeUntilItIsOver() {
        Backoff backoff = new Backoff();
        assertFalse(backoff.isUnderWay());
        for (int millis : new int[] {10, 20, 40, 80, 160, 320, 640, 1000, 1000}) {
            assertEquals(Duration.ofMillis(millis), backoff.failed());
            assertTrue(backoff.isUnderWay());
        }
        backoff.succeeded();
        assertFalse(backoff.isUnderWay());
        assertEquals(Backoff.LEAST, backoff.failed());
    }
}
