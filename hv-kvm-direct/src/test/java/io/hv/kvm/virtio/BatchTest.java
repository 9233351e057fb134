package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BatchTest {

    private static final long PATIENCE = 50_000;

    private final Batch batch = new Batch();

    /** Counts how often a driver with so many requests under way is kept waiting for one that it does not have. */
    private int vain(int underWay, int rounds) {
        int vain = 0;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < underWay && batch.lacking() > 0; i++) {
                batch.given(0);
            }
            if (batch.lacking() > 0) {
                vain++;
                batch.waitedInVain();
            }
            batch.told();
        }
        return vain;
    }

    private int wanted() {
        return batch.lacking();
    }

    @Test
    void oneIsEnoughAtFirst() {
        assertFalse(batch.isDue(Long.MAX_VALUE));
        assertTrue(batch.isEmpty());
        batch.given(0);
        assertTrue(batch.isDue(0));
    }

    @Test
    void aDriverWithOneRequestWaitsLessAndLess() {
        assertEquals(1, vain(1, 16 + 1));
        assertEquals(1, wanted());
        assertTrue(vain(1, 100_000) <= 8 + 100_000 / 1024);
    }

    @Test
    void aDriverHearsOfAsManyAsItHasUnderWay() {
        int unused = vain(16, 100);
        assertEquals(16, wanted());
        int vain = vain(16, 100_000);
        assertTrue(vain <= 8 + 100_000 / 64, () -> vain + " times in vain");
        assertEquals(16, wanted());
    }

    @Test
    void fewerAreSoonNotWaitedFor() {
        int unused = vain(16, 100);
        assertEquals(13, vain(3, 20));
        assertEquals(3, wanted());
    }

    @Test
    void oneMoreUnderWayIsFoundAtTheNextTrial() {
        int unused = vain(1, 100_000);
        int grown = vain(8, 1024 + 8);
        assertTrue(grown <= 4 + 1024 / 64, () -> grown + " times in vain");
        assertEquals(8, wanted());
        int found = vain(9, 64 + 1);
        assertTrue(found <= 8, () -> found + " times in vain");
        assertEquals(9, wanted());
    }

    @Test
    void thereIsAnEnd() {
        int unused = vain(1000, 10_000);
        assertEquals(64, wanted());
    }

    @Test
    void nothingWaitsForEver() {
        int unused = vain(4, 100);
        batch.given(1_000);
        assertFalse(batch.isDue(1_000 + PATIENCE - 1));
        assertEquals(1, batch.left(1_000 + PATIENCE - 1));
        assertTrue(batch.isDue(1_000 + PATIENCE));
        batch.told();
        assertEquals(4, wanted(), "a guest that was slow once is not one that has less under way");
    }

    @Test
    void whatAGoneDriverHadIsForgotten() {
        batch.given(0);
        batch.forget();
        assertTrue(batch.isEmpty());
    }
}
