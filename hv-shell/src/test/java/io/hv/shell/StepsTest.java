package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps that are all taken. */
class StepsTest {

    private final Steps steps = new Steps();
    private final RuntimeException first = new IllegalStateException("first");
    private final RuntimeException later = new IllegalStateException("later");

    private static void fail(RuntimeException e) {
        throw e;
    }

    @Test
    void allAreTakenAndTheFirstFailureIsThrown() {
        List<String> taken = new ArrayList<>();
        steps.take(() -> fail(first));
        steps.take(() -> taken.add("one"));
        steps.take(() -> fail(later));
        steps.take(() -> taken.add("two"));
        assertEquals(List.of("one", "two"), taken);
        assertTrue(steps.haveFailed());
        assertSame(first, assertThrows(IllegalStateException.class, steps::end));
        assertArrayEquals(new Throwable[] {later}, first.getSuppressed());
    }

    @Test
    void theReasonIsNotHidden() {
        Error reason = new AssertionError("reason");
        steps.take(() -> fail(first));
        steps.endBeneath(reason);
        assertArrayEquals(new Throwable[] {first}, reason.getSuppressed());
    }

    @Test
    void whereNothingFailsNothingIsThrown() {
        Error reason = new AssertionError("reason");
        steps.take(() -> {});
        steps.end();
        steps.endBeneath(reason);
        assertFalse(steps.haveFailed());
        assertEquals(0, reason.getSuppressed().length);
    }
}
