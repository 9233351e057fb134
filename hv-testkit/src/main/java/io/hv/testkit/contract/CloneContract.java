package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.ClonePlan;
import io.hv.CloneReport;
import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.OperationCancelledException;
import io.hv.Origin;
import io.hv.StateReason;
import io.hv.TransientDomain;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Machines that go on from another one's moment. */
@Contract
public class CloneContract {

    private static final String WORD = "marmalade";

    /** For JUnit, which creates it. */
    public CloneContract() {}

    private static Clones clones(Bench bench, Domain original, CloneSpec spec) {
        return original.cloneAs(spec).await(bench.patience());
    }

    /** One runs beside its original, transient, with a name and a UUID of its own; closing it ends it and nothing else. */
    @Test
    public void forkRunsBesideItsOriginal(Bench bench) {
        bench.needs(Feature.CLONE_LIVE);
        Domain original = bench.running();
        DomainStatus before = original.status();
        try (TransientDomain fork = original.fork()) {
            assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.CLONED), fork.status());
            assertEquals(before, original.status());
            assertFalse(fork.isPersistent());
            assertNotEquals(original.uuid(), fork.uuid());
            assertEquals(original.name() + "-1", fork.name());
            assertEquals(fork, bench.host().domain(fork.uuid()));
            assertEquals(original.spec().memory(), fork.spec().memory());
            fork.close();
            assertTrue(bench.host().findDomain(fork.uuid()).isEmpty());
            assertEquals(DomainState.RUNNING, original.state());
        }
    }

    /** Several at once have the names of the pattern and one origin; the report tells what they are. */
    @Test
    public void severalOfOneMoment(Bench bench) {
        bench.needs(Feature.CLONE_LIVE);
        Domain original = bench.running();
        String pattern = bench.name("twin") + "-%d";
        try (Clones clones = clones(bench, original, CloneSpec.live().count(3).naming(pattern))) {
            List<String> names =
                    List.of(pattern.replace("%d", "1"), pattern.replace("%d", "2"), pattern.replace("%d", "3"));
            assertEquals(names, clones.domains().stream().map(Domain::name).toList());
            CloneReport report = clones.report();
            assertEquals(names, report.names());
            assertEquals(original.uuid(), report.origin().uuid());
            Set<UUID> uuids = new HashSet<>();
            uuids.add(original.uuid());
            for (Domain clone : clones.domains()) {
                assertTrue(uuids.add(clone.uuid()), "a UUID twice");
                assertEquals(report.uuid(clone.name()), clone.uuid());
                assertEquals(DomainState.RUNNING, clone.state());
            }
            assertTrue(report.reset().stream().anyMatch(item -> item.what().equals("uuid")), report.toString());
            assertFalse(report.pause().isNegative());
        }
        assertTrue(bench.host().domains().stream()
                .noneMatch(domain -> domain.name().startsWith(pattern.replace("%d", ""))));
    }

    /** A clone of a clone knows where it comes from. */
    @Test
    public void lineage(Bench bench) {
        bench.needs(Feature.CLONE_LIVE);
        Domain original = bench.running();
        assertEquals(List.of(), original.lineage());
        try (TransientDomain child = original.fork();
                TransientDomain grandchild = child.fork()) {
            assertEquals(
                    List.of(original.uuid()),
                    child.lineage().stream().map(Origin::uuid).toList());
            assertEquals(
                    List.of(original.uuid(), child.uuid()),
                    grandchild.lineage().stream().map(Origin::uuid).toList());
            try (Clones more = clones(bench, child, CloneSpec.live())) {
                assertEquals(
                        more.report().origin(), more.domains().get(0).lineage().get(1), "two times of one moment");
            }
            assertEquals(child.name(), grandchild.lineage().get(1).name());
        }
    }

    /** A clone outlives its original. */
    @Test
    public void outlivesItsOriginal(Bench bench) {
        bench.needs(Feature.CLONE_LIVE, Feature.TRANSIENT);
        try (TransientDomain original = bench.created();
                TransientDomain child = original.fork()) {
            original.close();
            assertEquals(DomainState.RUNNING, child.state());
            try (TransientDomain grandchild = child.fork()) {
                child.close();
                assertEquals(DomainState.RUNNING, grandchild.state());
            }
        }
    }

    /** Each goes on talking by itself: what is typed to one is heard by that one only. */
    @Test
    public void consolesAreApart(Bench bench) {
        bench.needs(Feature.CLONE_LIVE, Feature.CONSOLE);
        Domain original = bench.running(GuestKind.ECHO);
        try (ConsoleSession typing = original.console().open(From.START)) {
            String unused = typing.expect(GuestKind.GREETING, bench.patience());
            try (TransientDomain child = original.fork();
                    ConsoleSession fresh = child.console().open(From.START)) {
                fresh.send(WORD);
                String heard = fresh.expect("e", bench.patience());
                assertFalse(heard.contains("hello"), "what was printed before the fork is the original's: " + heard);
                typing.send("#");
                String own = typing.expect("#", bench.patience());
                assertEquals("#", own, "the original hears what is typed to its clone");
            }
        }
    }

    /** One that stands still has clones that do; one that runs has clones that stand still if that is wished. */
    @Test
    public void pausedOnes(Bench bench) {
        bench.needs(Feature.CLONE_LIVE, Feature.SUSPEND);
        Domain original = bench.running();
        try (Clones clones = clones(bench, original, CloneSpec.live().paused())) {
            TransientDomain clone = clones.domains().get(0);
            assertEquals(DomainStatus.of(DomainState.PAUSED, StateReason.CLONED), clone.status());
            clone.resume();
            assertEquals(DomainState.RUNNING, clone.state());
        }
        original.suspend();
        DomainStatus before = original.status();
        try (TransientDomain clone = original.fork()) {
            assertEquals(DomainStatus.of(DomainState.PAUSED, StateReason.CLONED), clone.status());
            assertEquals(before, original.status());
        }
    }

    /** A plan names what would be, and does nothing. */
    @Test
    public void planDoesNothing(Bench bench) {
        bench.needs(Feature.CLONE_LIVE);
        Domain original = bench.running();
        List<Domain> before = bench.host().domains();
        ClonePlan plan = original.plan(CloneSpec.live().count(2));
        assertEquals(List.of(original.name() + "-1", original.name() + "-2"), plan.names());
        assertEquals(List.of(), plan.obstacles());
        assertFalse(plan.reset().isEmpty());
        assertEquals(before, bench.host().domains());
        try (Clones clones = clones(bench, original, CloneSpec.live().count(2))) {
            assertEquals(plan.names(), clones.report().names());
            assertEquals(
                    plan.reset().stream().map(item -> item.what()).toList(),
                    clones.report().reset().stream().map(item -> item.what()).toList());
        }
    }

    /** A name that is taken keeps all of them from coming to be. */
    @Test
    public void allOrNone(Bench bench) {
        bench.needs(Feature.CLONE_LIVE);
        Domain original = bench.running();
        String pattern = bench.name("taken") + "-%d";
        Domain obstacle = bench.define(bench.idle().edit(spec -> spec.name(pattern.replace("%d", "3"))));
        List<Domain> before = bench.host().domains();
        Job<Clones> job = original.cloneAs(CloneSpec.live().count(4).naming(pattern));
        assertThrows(AlreadyExistsException.class, () -> job.await(bench.patience()));
        assertEquals(before, bench.host().domains());
        assertEquals(DomainState.RUNNING, original.state());
        assertEquals(DomainState.SHUTOFF, obstacle.state());
    }

    /** Who cancels gets none, however late. */
    @Test
    public void cancelledOnesAreGone(Bench bench) {
        bench.needs(Feature.CLONE_LIVE);
        Domain original = bench.running();
        List<Domain> before = bench.host().domains();
        for (int i = 0; i < 10; i++) {
            Job<Clones> job = original.cloneAs(CloneSpec.live().count(3));
            boolean asked = job.cancel();
            try (Clones clones = job.await(bench.patience())) {
                assertFalse(asked
                        && clones.domains().stream()
                                .noneMatch(clone -> clone.state().isActive()));
            } catch (OperationCancelledException e) {
                assertTrue(asked);
            }
            assertEquals(before, bench.host().domains());
        }
        assertEquals(DomainState.RUNNING, original.state());
    }

    /** A pattern that gives no names is refused at once. */
    @Test
    public void badNames(Bench bench) {
        bench.needs(Feature.CLONE_LIVE);
        Domain original = bench.running();
        for (String bad : List.of("same", "a/%d", "%d-%d")) {
            CloneSpec spec = CloneSpec.live().count(2).naming(bad);
            assertThrows(InvalidSpecException.class, () -> original.cloneAs(spec), bad);
            assertThrows(InvalidSpecException.class, () -> original.plan(spec), bad);
        }
    }

    /** What is not active has no moment. */
    @Test
    public void needsAnActiveDomain(Bench bench) {
        bench.needs(Feature.CLONE_LIVE);
        Domain original = bench.defined();
        assertThrows(InvalidStateException.class, () -> original.cloneAs(CloneSpec.live()));
        assertThrows(InvalidStateException.class, () -> original.plan(CloneSpec.live()));
    }

    /** Closing the host ends clones that were made through it. */
    @Test
    public void endWithTheirHost(Bench bench) {
        bench.needs(Feature.CLONE_LIVE);
        Domain original = bench.running();
        UUID uuid;
        try (Host other = bench.open()) {
            uuid = other.domain(original.uuid()).fork().uuid();
            assertTrue(bench.host().findDomain(uuid).isPresent());
        }
        assertTrue(bench.host().findDomain(uuid).isEmpty());
        assertEquals(DomainState.RUNNING, original.state());
    }

    /** What can be written is thrown away with a clone, what cannot is shared; the original starts again as ever. */
    @Test
    public void disksAreTheirOwn(Bench bench) {
        bench.needs(Feature.CLONE_LIVE, Feature.DISKS);
        DiskSpec disk = DiskSpec.of(DiskSource.file(HostPath.of(bench.file(ByteSize.mib(1)))));
        DiskSpec readOnly = DiskSpec.of(DiskSource.file(HostPath.of(bench.file(ByteSize.mib(1)))))
                .readOnly();
        Domain original = bench.define(bench.idle().edit(spec -> spec.disk(disk).disk(readOnly)));
        original.start();
        try (TransientDomain clone = original.fork()) {
            assertTrue(clone.spec().disks().get(0).isThrowaway());
            assertFalse(clone.spec().disks().get(1).isThrowaway(), "nobody writes to that one");
            assertEquals(ByteSize.mib(1), clone.disk("vda").capacity());
        }
        original.destroy();
        original.start();
    }
}
