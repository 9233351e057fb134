package io.hv.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MachineForkTest {

    @Test
    void aForkIsTheSumOfItsSteps() {
        assertArrayEquals(new long[] {90, 10, 30, 50}, MachineFork.steps(new long[] {100, 110, 140, 190}));
    }

    @Test
    void theGuestWaitsToBeToldAndHasWrittenSomeOfItsMemory() {
        assertEquals(1, ForkParent.guest().value("waits"));
        assertEquals(0, ForkParent.guest().value("times"));
        assertEquals(16384, ForkParent.guest().value("touched"));
    }
}
