package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.InterruptedOperationException;
import io.hv.NotFoundException;
import io.hv.OperationCancelledException;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DefaultJobTest {

    private final DefaultJob<String> job = new DefaultJob<>("copy", Runnable::run, DefaultJob::cancelled);

    @Test
    void theFirstEndCounts() {
        job.complete("a");
        job.complete("b");
        job.fail(new NotFoundException("gone", "look again"));
        assertFalse(job.cancel());
        assertEquals("a", job.await());
        assertTrue(job.isDone());
    }

    @Test
    void aFailureIsThrownAsItIs() {
        NotFoundException reason = new NotFoundException("gone", "look again");
        job.fail(reason);
        assertSame(reason, assertThrows(NotFoundException.class, job::await));
    }

    @Test
    void cancelAsksTheWorkToStop() {
        assertTrue(job.cancel());
        assertThrows(OperationCancelledException.class, () -> job.await(Duration.ofSeconds(30)));
        assertFalse(job.cancel());
    }

    @Test
    void aTimeOutDoesNotEndIt() {
        job.stage("copying");
        OperationTimeoutException e =
                assertThrows(OperationTimeoutException.class, () -> job.await(Duration.ofMillis(1)));
        assertEquals("copying", e.evidence());
        assertFalse(job.isDone());
    }

    @Test
    void anInterruptEndsTheWaitAndSetsTheFlagAgain() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedOperationException.class, job::await);
        assertTrue(Thread.interrupted());
        assertFalse(job.isDone());
    }

    @Test
    void progressIsToldAndKeptInRange() {
        List<Double> seen = new ArrayList<>();
        assertTrue(job.progress().isEmpty());
        try (var subscription = job.onProgress(j -> seen.add(j.progress().orElse(-1)))) {
            job.progress(0.5);
            job.progress(7);
        }
        job.progress(0.1);
        assertEquals(List.of(0.5, 1.0), seen);
    }

    @Test
    void whoeverComesAfterTheEndIsToldToo() {
        job.complete("x");
        List<String> seen = new ArrayList<>();
        job.onProgress(j -> seen.add(j.stage())).close();
        assertEquals(List.of("done"), seen);
    }
}
