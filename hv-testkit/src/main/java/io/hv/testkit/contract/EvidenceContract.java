package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.ClosedException;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.TransientDomain;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What there is to know of a domain when something has failed. */
@Contract
public class EvidenceContract {

    /** For JUnit, which creates it. */
    public EvidenceContract() {}

    private static void assertTells(String text, Map<String, String> evidence, String file) {
        assertTrue(
                evidence.getOrDefault(file, "").contains(text),
                () -> file + " does not say '" + text + "': " + evidence);
    }

    /** What it is, in which state, what it has printed. */
    @Test
    public void ofWhatRuns(Bench bench) {
        bench.needs(Feature.CONSOLE);
        Domain domain = bench.running(GuestKind.TALKER);
        try (ConsoleSession console = domain.console().open(From.START)) {
            String unused = console.expect(GuestKind.GREETING, bench.patience());
        }
        Map<String, String> evidence = domain.evidence();
        assertTells(domain.name(), evidence, "spec.txt");
        assertTells(domain.uuid().toString(), evidence, "spec.txt");
        assertTells(DomainState.RUNNING.name(), evidence, "status.txt");
        assertTells(GuestKind.GREETING, evidence, "console.log");
        assertFalse(evidence.containsKey("crash.txt"));
    }

    /** What never ran has its spec. */
    @Test
    public void ofWhatIsOff(Bench bench) {
        Domain domain = bench.defined();
        Map<String, String> evidence = domain.evidence();
        assertTells(domain.name(), evidence, "spec.txt");
        assertTells(DomainState.SHUTOFF.name(), evidence, "status.txt");
    }

    /** A crash is reported. */
    @Test
    public void ofACrash(Bench bench) {
        bench.needs(Feature.CRASH_REPORT);
        Domain domain = bench.running(GuestKind.CRASHER);
        domain.awaitState(DomainState.CRASHED, bench.patience());
        assertTells(domain.crash().orElseThrow().message(), domain.evidence(), "crash.txt");
    }

    /** Disks that have no statistics, for want of a run, say so and are there. */
    @Test
    public void partsThatFail(Bench bench) {
        bench.needs(Feature.DISKS, Feature.DISK_STATISTICS);
        DiskSpec disk = DiskSpec.of(DiskSource.file(HostPath.of(bench.file(ByteSize.mib(1)))));
        Domain domain = bench.define(bench.idle().edit(spec -> spec.disk(disk)));
        assertTells("vda", domain.evidence(), "disks.txt");
        assertTells("not to be had", domain.evidence(), "disks.txt");
        assertTells(domain.name(), domain.evidence(), "spec.txt");
    }

    /** The owner of a transient domain is told of it when it is gone. */
    @Test
    public void ofWhatIsGone(Bench bench) {
        bench.needs(Feature.TRANSIENT);
        TransientDomain domain = bench.created();
        domain.close();
        assertTells(DomainState.SHUTOFF.name(), domain.evidence(), "status.txt");
    }

    /** A closed host tells nothing. */
    @Test
    public void ofAClosedHost(Bench bench) {
        Domain running = bench.running();
        Host other = bench.open();
        Domain domain = other.domain(running.uuid());
        other.close();
        assertThrows(ClosedException.class, domain::evidence);
    }
}
