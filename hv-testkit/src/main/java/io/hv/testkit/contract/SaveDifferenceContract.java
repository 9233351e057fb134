package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.hv.NotFoundException;
import io.hv.Origin;
import io.hv.SaveSpec;
import io.hv.StateReason;
import io.hv.TransientDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Machines of which a file has what differs from another file. */
@Contract
public class SaveDifferenceContract {

    /** For JUnit, which creates it. */
    public SaveDifferenceContract() {}

    private static HostPath save(Bench bench, Domain domain, SaveSpec spec) {
        return domain.save(spec).await(bench.patience());
    }

    private static HostPath whole(Bench bench, Domain domain) {
        return save(bench, domain, SaveSpec.to(bench.path()));
    }

    private static HostPath difference(Bench bench, Domain domain) {
        return save(bench, domain, SaveSpec.to(bench.path()).difference());
    }

    private static Domain restored(Bench bench, HostPath file) {
        return bench.host().restore(file).await(bench.patience());
    }

    private static void refused(Bench bench, Domain domain, HostPath file) {
        Job<HostPath> job = domain.save(SaveSpec.to(file).difference());
        InvalidStateException refused = assertThrows(InvalidStateException.class, () -> job.await(bench.patience()));
        assertFalse(refused.remedy().isBlank());
        assertEquals(DomainState.RUNNING, domain.state(), "it goes on");
    }

    /** What is typed is answered, and nothing else is heard. */
    private static void answers(Bench bench, Domain domain, String text) {
        try (ConsoleSession console = domain.console().open(From.NOW)) {
            console.send(text + "#");
            assertEquals(text + "#", console.expect("#", bench.patience()));
        }
    }

    private static HostPath greeted(Bench bench) {
        Domain domain = bench.running(GuestKind.ECHO);
        try (ConsoleSession console = domain.console().open(From.START)) {
            String unused = console.expect(GuestKind.GREETING, bench.patience());
        }
        return whole(bench, domain);
    }

    /** From the base, from a difference to it, from a difference to that one's base; and each file serves again. */
    @Test
    public void theGuestNoticesNothing(Bench bench) {
        bench.needs(Feature.SAVE_DIFFERENCE, Feature.CONSOLE);
        HostPath base = greeted(bench);
        Domain domain = restored(bench, base);
        answers(bench, domain, "one");
        HostPath first = difference(bench, domain);
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.SAVED), domain.status());
        assertEquals(domain, restored(bench, first));
        assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.RESTORED), domain.status());
        answers(bench, domain, "two");
        HostPath second = difference(bench, domain);
        for (HostPath file : List.of(second, first, base)) {
            answers(bench, restored(bench, file), "again");
            domain.destroy();
        }
    }

    /** A difference to a difference needs the base and nothing else. */
    @Test
    public void oneOtherFileIsNeeded(Bench bench) throws IOException {
        bench.needs(Feature.SAVE_DIFFERENCE);
        HostPath base = whole(bench, bench.running());
        HostPath first = difference(bench, restored(bench, base));
        HostPath second = difference(bench, restored(bench, first));
        Files.delete(Path.of(first.path()));
        Domain domain = restored(bench, second);
        assertEquals(DomainState.RUNNING, domain.state());
        domain.destroy();
        Files.delete(Path.of(base.path()));
        NotFoundException gone = assertThrows(NotFoundException.class, () -> restored(bench, second));
        assertTrue(String.valueOf(gone.getMessage()).contains(base.path()), gone.getMessage());
        assertFalse(gone.remedy().isBlank());
        assertEquals(DomainState.SHUTOFF, domain.state());
    }

    /** It is a template as a whole file is, and its clones can be saved as differences too, and whole. */
    @Test
    public void aTemplateServesManyTimes(Bench bench) {
        bench.needs(Feature.SAVE_DIFFERENCE);
        Domain domain = restored(bench, whole(bench, bench.running()));
        HostPath file = difference(bench, domain);
        HostPath part;
        HostPath all;
        try (Clones two = bench.host().restore(file, CloneSpec.live().count(2)).await(bench.patience())) {
            TransientDomain one = two.domains().get(0);
            TransientDomain other = two.domains().get(1);
            assertEquals(
                    List.of(domain.uuid()),
                    one.lineage().stream().map(Origin::uuid).toList());
            assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.CLONED), other.status());
            part = difference(bench, one);
            all = whole(bench, other);
        }
        for (HostPath each : List.of(part, all)) {
            Domain again = restored(bench, each);
            assertEquals(DomainState.RUNNING, again.state());
            again.destroy();
        }
    }

    /** What is a fork of a machine that came from a file comes from that file. */
    @Test
    public void aForkHasTheBaseOfItsOriginal(Bench bench) {
        bench.needs(Feature.SAVE_DIFFERENCE, Feature.CLONE_LIVE, Feature.CONSOLE);
        Domain domain = restored(bench, greeted(bench));
        answers(bench, domain, "before");
        HostPath file;
        try (TransientDomain fork = domain.fork()) {
            answers(bench, fork, "fork");
            file = difference(bench, fork);
        }
        answers(bench, domain, "original");
        Domain again = restored(bench, file);
        answers(bench, again, "fork again");
        again.destroy();
    }

    /** A machine that was booted has no base. */
    @Test
    public void needsABase(Bench bench) {
        bench.needs(Feature.SAVE_DIFFERENCE);
        Domain domain = bench.running();
        HostPath file = bench.path();
        refused(bench, domain, file);
        assertFalse(Files.exists(Path.of(file.path())));
        assertThrows(HypervisorException.class, () -> restored(bench, file));
        HostPath unused = whole(bench, domain);
    }

    /** A difference does not take the place of what it needs, by whatever name; a whole save may. */
    @Test
    public void theBaseIsNotReplacedByADifference(Bench bench) throws IOException {
        bench.needs(Feature.SAVE_DIFFERENCE);
        HostPath base = whole(bench, bench.running());
        Domain domain = restored(bench, base);
        refused(bench, domain, base);
        HostPath link = bench.path();
        Path made = Files.createSymbolicLink(Path.of(link.path()), Path.of(base.path()));
        refused(bench, domain, link);
        assertTrue(Files.isSymbolicLink(made));
        domain.destroy();
        Domain again = restored(bench, base);
        HostPath unused = save(bench, again, SaveSpec.to(base));
        assertEquals(again, restored(bench, base));
    }

    /** Of a base that is gone or another there is no difference. */
    @Test
    public void theBaseMustBeThere(Bench bench) throws IOException {
        bench.needs(Feature.SAVE_DIFFERENCE);
        HostPath base = whole(bench, bench.running());
        Domain domain = restored(bench, base);
        Path there = Path.of(base.path());
        Path elsewhere = Path.of(bench.path().path());
        Path unused = Files.move(there, elsewhere);
        refused(bench, domain, bench.path());
        Path unusedToo = Files.copy(elsewhere, there);
        refused(bench, domain, bench.path());
        HostPath whole = whole(bench, domain);
        assertEquals(domain, restored(bench, whole));
    }

    /** What is not active cannot be saved. */
    @Test
    public void needsAnActiveDomain(Bench bench) {
        bench.needs(Feature.SAVE_DIFFERENCE);
        Domain domain = bench.defined();
        SaveSpec spec = SaveSpec.to(bench.path()).difference();
        assertThrows(InvalidStateException.class, () -> domain.save(spec));
    }
}
