package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.InterruptedOperationException;
import io.hv.Job;
import io.hv.LifecycleEvent;
import io.hv.TransientDomain;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Whatever blocks can be interrupted: by an exception of its own, with the flag set again, and no harm done. */
@Contract
public class InterruptContract {

    /** For JUnit, which creates it. */
    public InterruptContract() {}

    /** {@link Domain#awaitState} and {@link Domain#awaitEnd}. */
    @Test
    public void states(Bench bench) throws Exception {
        Domain domain = bench.running();
        interrupted(bench, "awaitState", () -> domain.awaitState(DomainState.CRASHED, bench.patience()));
        interrupted(bench, "awaitEnd", () -> domain.awaitEnd(bench.patience()));
        stillFine(bench, domain);
    }

    /** {@link ConsoleSession#expect} and {@link ConsoleSession#readToEnd}. */
    @Test
    public void console(Bench bench) throws Exception {
        bench.needs(Feature.CONSOLE);
        Domain domain = bench.running();
        try (ConsoleSession session = domain.console().open(From.START)) {
            interrupted(bench, "expect(literal)", () -> session.expect("never", bench.patience()));
            interrupted(bench, "expect(pattern)", () -> session.expect(Pattern.compile("never"), bench.patience()));
            interrupted(bench, "readToEnd", () -> session.readToEnd(bench.patience()));
        }
        stillFine(bench, domain);
    }

    /** {@link Job#await()}: the job goes on. */
    @Test
    public void job(Bench bench) throws Exception {
        bench.needs(Feature.SHUTDOWN);
        Domain domain = bench.running(GuestKind.DEAF);
        Job<DomainState> job = domain.shutdown();
        interrupted(bench, "await()", job::await);
        interrupted(bench, "await(Duration)", () -> job.await(bench.patience()));
        assertFalse(job.isDone(), "the job goes on");
        stillFine(bench, domain);
        assertEquals(DomainState.SHUTOFF, job.await(bench.patience()));
    }

    /** {@link io.hv.Events#await}. */
    @Test
    public void events(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS);
        Domain domain = bench.running();
        interrupted(
                bench,
                "await of an event",
                () -> domain.host().events().await(LifecycleEvent.class, event -> false, bench.patience(), () -> {}));
        stillFine(bench, domain);
    }

    /** Closing is not given up: what a thread owns must not stay because it was interrupted. */
    @Test
    public void closing(Bench bench) throws Exception {
        TransientDomain domain = bench.created();
        TransientDomain ofHost = bench.open().create(bench.idle());
        Call<Boolean> flag = bench.async(() -> {
            Thread.currentThread().interrupt();
            domain.close();
            ofHost.host().close();
            return Thread.interrupted();
        });
        assertTrue(flag.get(bench.patience(), "closing"), "the interrupt is passed on");
        assertTrue(bench.host().findDomain(domain.uuid()).isEmpty(), "closed by its handle");
        assertTrue(bench.host().findDomain(ofHost.uuid()).isEmpty(), "closed by its host");
    }

    private static void stillFine(Bench bench, Domain domain) {
        assertEquals(DomainState.RUNNING, domain.state());
        domain.destroy();
        assertEquals(DomainState.SHUTOFF, domain.awaitEnd(bench.patience()).state());
        domain.start();
        assertEquals(DomainState.RUNNING, domain.state());
        domain.destroy();
    }

    /** Once with the flag set before the call, once while it waits. */
    private static void interrupted(Bench bench, String what, Runnable call) throws Exception {
        outcome(bench, what + ", interrupted before", call, true);
        outcome(bench, what + ", interrupted while waiting", call, false);
    }

    private static void outcome(Bench bench, String what, Runnable call, boolean before) throws Exception {
        Call<Boolean> flag = bench.async(() -> {
            if (before) {
                Thread.currentThread().interrupt();
            }
            try {
                call.run();
            } catch (InterruptedOperationException expected) {
                return Thread.interrupted();
            }
            throw new AssertionFailedError(what + ": returned as if nothing had happened");
        });
        if (!before) {
            flag.untilItWaits();
            flag.interrupt();
        }
        assertTrue(flag.get(bench.patience(), what), what + ": the interrupt flag is not set again");
    }
}
