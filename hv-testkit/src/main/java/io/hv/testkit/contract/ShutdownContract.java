package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Job;
import io.hv.OperationCancelledException;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import io.hv.Subscription;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** {@link Domain#shutdown()}, and the job that it returns. */
@Contract
public class ShutdownContract {

    /** For JUnit, which creates it. */
    public ShutdownContract() {}

    /** A guest that listens ends, and the job tells the state. */
    @Test
    public void polite(Bench bench) {
        bench.needs(Feature.SHUTDOWN);
        Domain domain = bench.running(GuestKind.POLITE);
        bench.backend().untilItListens(domain);
        Job<DomainState> job = domain.shutdown();
        assertEquals(DomainState.SHUTOFF, job.await(bench.patience()));
        assertTrue(job.isDone());
        assertEquals(DomainState.SHUTOFF, job.await(), "a job that is done has its result for good");
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.SHUT_DOWN), domain.status());
        assertFalse(job.cancel(), "it had ended before");
    }

    /** A guest that ends by itself needs no request. */
    @Test
    public void byItself(Bench bench) {
        Domain domain = bench.running(GuestKind.ENDER);
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.SHUT_DOWN), domain.awaitEnd(bench.patience()));
    }

    /** With a guest that does not listen, waiting ends by the time-out; the job and the machine go on. */
    @Test
    public void deaf(Bench bench) {
        bench.needs(Feature.SHUTDOWN);
        Domain domain = bench.running(GuestKind.DEAF);
        Job<DomainState> job = domain.shutdown();
        assertThrows(OperationTimeoutException.class, () -> job.await(bench.blink()));
        assertFalse(job.isDone());
        assertEquals(DomainState.RUNNING, domain.state());
        domain.destroy();
        assertEquals(DomainState.SHUTOFF, job.await(bench.patience()), "however it ends, the job ends with it");
    }

    /** Cancelling ends the waiting; the machine goes on. */
    @Test
    public void cancel(Bench bench) {
        bench.needs(Feature.SHUTDOWN);
        Domain domain = bench.running(GuestKind.DEAF);
        Job<DomainState> job = domain.shutdown();
        assertTrue(job.cancel());
        assertThrows(OperationCancelledException.class, () -> job.await(bench.patience()));
        assertTrue(job.isDone());
        assertEquals(DomainState.RUNNING, domain.state());
    }

    /** The end of the job is told to its listeners. */
    @Test
    public void progress(Bench bench) throws Exception {
        bench.needs(Feature.SHUTDOWN);
        Domain domain = bench.running(GuestKind.DEAF);
        Job<DomainState> job = domain.shutdown();
        CountDownLatch done = new CountDownLatch(1);
        try (Subscription told = job.onProgress(progress -> {
            if (progress.isDone()) {
                done.countDown();
            }
        })) {
            domain.destroy();
            Waits.down(done, bench.patience(), "the listener is told of the job's end");
            assertEquals(0, told.lost());
        }
    }
}
