package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.OperationCancelledException;
import io.hv.Origin;
import io.hv.StateReason;
import io.hv.TransientDomain;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Machines that are a file for a while. */
@Contract
public class SaveContract {

    /** For JUnit, which creates it. */
    public SaveContract() {}

    private static Domain restored(Bench bench, HostPath file) {
        return bench.host().restore(file).await(bench.patience());
    }

    /** A persistent domain is shut off when it is saved, and active again when it is restored. */
    @Test
    public void aDefinedDomainGoesOn(Bench bench) {
        bench.needs(Feature.SAVE);
        Domain domain = bench.running();
        HostPath file = bench.path();
        assertEquals(file, domain.save(file).await(bench.patience()));
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.SAVED), domain.status());
        Domain again = restored(bench, file);
        assertEquals(domain, again);
        assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.RESTORED), domain.status());
        InvalidStateException active =
                assertThrows(InvalidStateException.class, () -> restored(bench, file), "it is active already");
        assertFalse(active.remedy().isBlank());
        domain.destroy();
        assertEquals(domain, restored(bench, file), "a file serves again");
    }

    /** A transient domain is gone when it is saved, and there again when it is restored, as the same. */
    @Test
    public void aTransientDomainComesBack(Bench bench) {
        bench.needs(Feature.SAVE, Feature.TRANSIENT);
        HostPath file = bench.path();
        try (TransientDomain domain = bench.created()) {
            HostPath unused = domain.save(file).await(bench.patience());
            assertTrue(bench.host().findDomain(domain.uuid()).isEmpty());
            assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.SAVED), domain.status());
            Domain again = restored(bench, file);
            assertEquals(domain.uuid(), again.uuid());
            assertEquals(domain.name(), again.name());
            assertFalse(again.isPersistent());
            assertEquals(List.of(), again.lineage());
            assertThrows(AlreadyExistsException.class, () -> restored(bench, file));
            again.destroy();
        }
    }

    /** What was typed before is heard once, and what is typed after is answered. */
    @Test
    public void theGuestNoticesNothing(Bench bench) {
        bench.needs(Feature.SAVE, Feature.CONSOLE);
        Domain domain = bench.running(GuestKind.ECHO);
        try (ConsoleSession console = domain.console().open(From.START)) {
            String unused = console.expect(GuestKind.GREETING, bench.patience());
            console.send("typed before");
            HostPath file = bench.path();
            HostPath saved = domain.save(file).await(bench.patience());
            String heard = console.readAvailable();
            Domain again = restored(bench, saved);
            try (ConsoleSession later = again.console().open(From.START)) {
                later.send("#");
                heard += later.expect("#", bench.patience());
            }
            assertEquals("typed before#", heard, "it is heard once, before or after, and nothing else is");
        }
    }

    /** One that stood still stands still. */
    @Test
    public void aPausedOneStaysPaused(Bench bench) {
        bench.needs(Feature.SAVE, Feature.SUSPEND);
        Domain domain = bench.running();
        domain.suspend();
        HostPath file = bench.path();
        HostPath unused = domain.save(file).await(bench.patience());
        assertEquals(
                DomainStatus.of(DomainState.PAUSED, StateReason.RESTORED),
                restored(bench, file).status());
        domain.resume();
        assertEquals(DomainState.RUNNING, domain.state());
    }

    /** A file is a template for any number of clones, which are none of them the machine that was saved. */
    @Test
    public void aTemplateServesManyTimes(Bench bench) {
        bench.needs(Feature.SAVE, Feature.CLONE_LIVE);
        Domain domain = bench.running();
        HostPath file = bench.path();
        HostPath unused = domain.save(file).await(bench.patience());
        try (Clones two = bench.host().restore(file, CloneSpec.live().count(2)).await(bench.patience());
                Clones one = bench.host().restore(file, CloneSpec.live()).await(bench.patience())) {
            assertEquals(
                    List.of(domain.name() + "-1", domain.name() + "-2"),
                    two.domains().stream().map(Domain::name).toList());
            TransientDomain last = one.domains().get(0);
            assertEquals(domain.name() + "-3", last.name());
            assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.CLONED), last.status());
            assertEquals(
                    List.of(domain.uuid()),
                    last.lineage().stream().map(Origin::uuid).toList());
            assertEquals(DomainState.SHUTOFF, domain.state());
        }
    }

    /** What is no such file is refused, and nothing comes of it. */
    @Test
    public void whatIsNoSuchFile(Bench bench) {
        bench.needs(Feature.SAVE);
        List<Domain> before = bench.host().domains();
        HostPath absent = bench.path();
        assertThrows(HypervisorException.class, () -> restored(bench, absent));
        assertThrows(
                HypervisorException.class,
                () -> bench.host().restore(absent, CloneSpec.live()).await(bench.patience()));
        assertEquals(before, bench.host().domains());
    }

    /** One that is cancelled is saved whole, or goes on and leaves no file. */
    @Test
    public void cancelled(Bench bench) {
        bench.needs(Feature.SAVE);
        Domain domain = bench.running();
        HostPath file = bench.path();
        Job<HostPath> job = domain.save(file);
        boolean unused = job.cancel();
        boolean isSaved;
        try {
            isSaved = job.await(bench.patience()).equals(file);
        } catch (OperationCancelledException e) {
            isSaved = false;
        }
        assertEquals(isSaved ? DomainState.SHUTOFF : DomainState.RUNNING, domain.state());
        if (isSaved) {
            assertEquals(domain, restored(bench, file));
        } else {
            assertThrows(HypervisorException.class, () -> restored(bench, file), "there is no file");
        }
    }

    /** What is not active cannot be saved. */
    @Test
    public void needsAnActiveDomain(Bench bench) {
        bench.needs(Feature.SAVE);
        Domain domain = bench.defined();
        assertThrows(InvalidStateException.class, () -> domain.save(bench.path()));
    }
}
