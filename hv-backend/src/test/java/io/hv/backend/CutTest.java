package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClosedException;
import io.hv.InterruptedOperationException;
import org.junit.jupiter.api.Test;

class CutTest {

    private final ClosedException why = new ClosedException("closed", "open it");

    private final Cut cut = new Cut();

    private static Object interrupted() {
        if (Thread.interrupted()) {
            throw new InterruptedOperationException("a wait");
        }
        return "done";
    }

    @Test
    void itsReasonIsThrownAndNoInterruptIsLeft() {
        ClosedException thrown = assertThrows(
                ClosedException.class,
                () -> cut.during(() -> {
                    cut.by(why);
                    return interrupted();
                }));
        assertSame(why, thrown);
        assertFalse(Thread.interrupted());
    }

    @Test
    void oneThatComesBeforeTheWaitEndsIt() {
        cut.by(why);
        assertThrows(ClosedException.class, () -> cut.during(CutTest::interrupted));
        assertFalse(Thread.interrupted());
    }

    @Test
    void oneThatComesTooLateDoesNothing() {
        assertEquals("done", cut.during(CutTest::interrupted));
        cut.by(why);
        assertFalse(Thread.interrupted());
    }

    @Test
    void aResultThatIsThereAlreadyIsNotLost() {
        assertEquals("done", cut.during(() -> {
            cut.by(why);
            return "done";
        }));
        assertFalse(Thread.interrupted());
    }

    @Test
    void anInterruptBySomebodyElseStaysOne() {
        assertThrows(
                InterruptedOperationException.class,
                () -> cut.during(() -> {
                    Thread.currentThread().interrupt();
                    cut.by(why);
                    return interrupted();
                }));
        assertTrue(Thread.interrupted());
    }
}
