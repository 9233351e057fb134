package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final long MICRO = 1_000;

    private final Patience patience = new Patience();

    private void costs(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            patience.interrupted(nanos);
        }
    }

    @Test
    void isShortWhereInterruptsAreCheap() {
        assertEquals(50 * MICRO, patience.nanos());
        costs(100, MICRO / 2);
        assertEquals(50 * MICRO, patience.nanos());
        assertFalse(patience.isSlow(100 * MICRO));
        assertTrue(patience.isSlow(101 * MICRO));
    }

    @Test
    void growsWithWhatInterruptsCost() {
        costs(100, 30 * MICRO);
        assertEquals(3000 * MICRO, patience.nanos());
        assertFalse(patience.isSlow(1500 * MICRO));
        assertTrue(patience.isSlow(1501 * MICRO));
    }

    @Test
    void hasAnEnd() {
        costs(100, 3_600_000_000_000L);
        assertEquals(5_000 * MICRO, patience.nanos());
    }

    @Test
    void forgets() {
        costs(100, 50 * MICRO);
        costs(100, MICRO / 2);
        assertTrue(patience.nanos() <= 60 * MICRO, () -> "now " + patience.nanos());
    }

    /** One that took long, since its thread did not run, is one of many. */
    @Test
    void oneIsNotAll() {
        costs(100, 2 * MICRO);
        patience.interrupted(1_000_000 * MICRO);
        assertTrue(patience.nanos() < 1_000 * MICRO, () -> "now " + patience.nanos());
    }

    /** Clocks that go backwards are not worth a fault. */
    @Test
    void toleratesABadClock() {
        costs(100, -5);
        assertEquals(50 * MICRO, patience.nanos());
    }
}
