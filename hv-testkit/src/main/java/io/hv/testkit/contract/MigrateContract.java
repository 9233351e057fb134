package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.LifecycleEvent;
import io.hv.MigrationSpec;
import io.hv.NotFoundException;
import io.hv.OperationCancelledException;
import io.hv.StateReason;
import io.hv.Subscription;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Machines that move to another host. */
@Contract
public class MigrateContract {

    /** For JUnit, which creates it. */
    public MigrateContract() {}

    private static Job<Domain> begin(Bench bench, Domain domain) {
        return domain.migrateTo(bench.elsewhere(), bench.backend().migration());
    }

    private static Domain moved(Bench bench, Domain domain) {
        return begin(bench, domain).await(bench.patience());
    }

    /** A persistent domain is another host's then: it runs there, is defined there, and is not known here any more. */
    @Test
    public void isTheOtherHosts(Bench bench) {
        bench.needs(Feature.MIGRATE);
        Domain domain = bench.running();
        DomainSpec spec = domain.spec();
        Domain there = moved(bench, domain);
        assertEquals(bench.elsewhere(), there.host());
        assertEquals(domain.uuid(), there.uuid());
        assertEquals(domain.name(), there.name());
        assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.MIGRATED), there.status());
        assertTrue(there.isPersistent());
        assertEquals(spec, there.spec());
        assertThrows(NotFoundException.class, domain::state);
        assertTrue(bench.host().findDomain(domain.uuid()).isEmpty());
        there.destroy();
        there.start();
        assertEquals(DomainState.RUNNING, there.state());
    }

    /** A guest goes on as if nothing had happened. */
    @Test
    public void theGuestGoesOn(Bench bench) {
        bench.needs(Feature.MIGRATE, Feature.CONSOLE);
        Domain domain = bench.running(GuestKind.ECHO);
        try (ConsoleSession console = domain.console().open(From.START)) {
            String unused = console.expect(GuestKind.GREETING, bench.patience());
        }
        Domain there = moved(bench, domain);
        try (ConsoleSession console = there.console().open(From.NOW)) {
            console.send("#");
            assertEquals("#", console.expect("#", bench.patience()), "it booted anew");
        }
    }

    /** One that stands still stands still there. */
    @Test
    public void aPausedOneStaysPaused(Bench bench) {
        bench.needs(Feature.MIGRATE, Feature.SUSPEND);
        Domain domain = bench.running();
        domain.suspend();
        Domain there = moved(bench, domain);
        assertEquals(DomainState.PAUSED, there.state());
        there.resume();
        assertEquals(DomainState.RUNNING, there.state());
    }

    /** Both hosts tell of it before the job ends. */
    @Test
    public void bothHostsTell(Bench bench) throws InterruptedException {
        bench.needs(Feature.MIGRATE, Feature.EVENTS);
        Domain domain = bench.running();
        try (Recorder here = new Recorder(domain);
                Recorder elsewhere = new Recorder(bench.elsewhere(), domain.uuid())) {
            Domain unused = moved(bench, domain);
            List<LifecycleEvent> left = here.upTo(LifecycleEvent.Type.UNDEFINED, bench.patience());
            LifecycleEvent stopped = left.stream()
                    .filter(event -> event.type() == LifecycleEvent.Type.STOPPED)
                    .findFirst()
                    .orElseThrow();
            assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.MIGRATED), stopped.status(), left::toString);
            List<LifecycleEvent> came = elsewhere.upTo(LifecycleEvent.Type.STARTED, bench.patience());
            assertEquals(
                    StateReason.MIGRATED, came.get(came.size() - 1).status().reason(), came::toString);
        }
    }

    /** It does not move over another of its name, and goes on where it is. */
    @Test
    public void taken(Bench bench) {
        bench.needs(Feature.MIGRATE);
        Domain domain = bench.running();
        Domain other = bench.elsewhere().define(bench.idle().edit(spec -> spec.name(domain.name())));
        assertThrows(AlreadyExistsException.class, () -> moved(bench, domain));
        assertEquals(DomainState.RUNNING, domain.state());
        assertEquals(other, bench.elsewhere().domain(domain.name()));
    }

    /** One that is cancelled on its way goes on where it is, and can move later. */
    @Test
    public void cancelled(Bench bench) throws InterruptedException {
        bench.needs(Feature.MIGRATE);
        Domain domain = bench.running();
        MigrationSpec slow = bench.backend().migration().bandwidth(ByteSize.mib(1));
        Job<Domain> job = domain.migrateTo(bench.elsewhere(), slow);
        CountDownLatch onItsWay = new CountDownLatch(1);
        try (Subscription unused = job.onProgress(seen -> {
            if (seen.progress().isPresent() || seen.isDone()) {
                onItsWay.countDown();
            }
        })) {
            Waits.down(onItsWay, bench.patience(), "progress");
        }
        assertFalse(job.isDone(), job::toString);
        assertTrue(job.progress().orElseThrow() < 1, job::toString);
        assertTrue(job.cancel());
        assertThrows(OperationCancelledException.class, () -> job.await(bench.patience()));
        assertThrows(OperationCancelledException.class, () -> job.await(bench.patience()), "whoever asks second");
        assertFalse(job.cancel());
        assertEquals(DomainState.RUNNING, domain.state());
        assertTrue(bench.elsewhere().findDomain(domain.uuid()).isEmpty());
        assertEquals(DomainState.RUNNING, moved(bench, domain).state());
    }

    /** What is off has nothing to move, and nobody moves to where he is. */
    @Test
    public void refused(Bench bench) {
        bench.needs(Feature.MIGRATE);
        Domain off = bench.defined();
        assertThrows(InvalidStateException.class, () -> begin(bench, off));
        Domain domain = bench.running();
        assertThrows(
                InvalidSpecException.class,
                () -> domain.migrateTo(bench.host(), bench.backend().migration()));
        assertEquals(DomainState.RUNNING, domain.state());
    }
}
