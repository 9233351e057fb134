package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DiskFormat;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.Pool;
import io.hv.Snapshot;
import io.hv.SnapshotSpec;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.VolumeSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Snapshots of domains. */
@Contract
public class SnapshotContract {

    /** For JUnit, which creates it. */
    public SnapshotContract() {}

    /** One that is off, with a disk that has snapshots. */
    static Domain domain(Bench bench, GuestKind kind) {
        bench.needs(Feature.SNAPSHOTS, Feature.DEFINE, Feature.POOLS);
        Pool pool = bench.define(bench.pool());
        pool.start();
        DiskSpec disk = DiskSpec.of(pool.create(VolumeSpec.of("disk", ByteSize.mib(64))
                        .format(DiskFormat.QCOW2)
                        .build())
                .source());
        return bench.define(bench.guest(kind).edit(b -> b.disks(List.of(disk))));
    }

    private static Snapshot taken(Bench bench, Domain domain, String name) {
        return domain.snapshot(SnapshotSpec.named(name)).await(bench.patience());
    }

    /** It is what it was asked to be, to every handle. */
    @Test
    public void taken(Bench bench) {
        Domain domain = domain(bench, GuestKind.IDLE);
        assertEquals(List.of(), domain.snapshots());
        Instant before = Instant.now().minusSeconds(2);
        Snapshot snapshot = domain.snapshot(SnapshotSpec.named("a <b>").description("before & after"))
                .await(bench.patience());
        assertEquals("a <b>", snapshot.name());
        assertEquals("before & after", snapshot.description());
        assertEquals(DomainState.SHUTOFF, snapshot.state());
        assertEquals(Optional.empty(), snapshot.parent());
        assertTrue(snapshot.isCurrent());
        assertTrue(snapshot.time().isAfter(before), () -> snapshot.time() + ", " + before);
        assertEquals(domain, snapshot.domain());
        Domain other = bench.open().domain(domain.uuid());
        assertEquals(List.of(snapshot), other.snapshots());
        assertEquals(snapshot.hashCode(), other.snapshot("a <b>").hashCode());
        assertThrows(AlreadyExistsException.class, () -> taken(bench, domain, "a <b>"));
    }

    /** Each stands on the one that was current; who goes back goes on from there. */
    @Test
    public void tree(Bench bench) {
        Domain domain = domain(bench, GuestKind.IDLE);
        Snapshot first = taken(bench, domain, "1");
        Snapshot second = taken(bench, domain, "2");
        assertEquals(Optional.of(first), second.parent());
        assertFalse(first.isCurrent());
        assertTrue(second.isCurrent());
        DomainStatus unused = first.revert().await(bench.patience());
        assertTrue(first.isCurrent());
        Snapshot third = taken(bench, domain, "3");
        assertEquals(Optional.of(first), third.parent());
        assertEquals(List.of(first, second, third), domain.snapshots());
        first.delete();
        assertEquals(List.of(second, third), domain.snapshots());
        assertEquals(Optional.empty(), third.parent());
        assertEquals(Optional.empty(), second.parent());
    }

    /** It is in the state that it was in then. */
    @Test
    public void stateOfThen(Bench bench) {
        bench.needs(Feature.SUSPEND);
        Domain domain = domain(bench, GuestKind.IDLE);
        Snapshot off = taken(bench, domain, "off");
        domain.start();
        Snapshot running = taken(bench, domain, "running");
        assertEquals(DomainState.RUNNING, running.state());
        assertEquals(DomainState.RUNNING, domain.state(), "it goes on");
        domain.suspend();
        Snapshot paused = taken(bench, domain, "paused");
        assertEquals(DomainState.PAUSED, paused.state());
        for (Snapshot each : List.of(off, running, paused, off, paused, running)) {
            DomainStatus status = each.revert().await(bench.patience());
            assertEquals(DomainStatus.of(each.state(), StateReason.FROM_SNAPSHOT), status, each::toString);
            assertEquals(status, domain.status());
        }
        domain.destroy();
        assertEquals(
                DomainState.RUNNING, running.revert().await(bench.patience()).state());
    }

    /** The guest's memory is that of then: it goes on, and does not boot. */
    @Test
    public void memoryOfThen(Bench bench) {
        bench.needs(Feature.GUEST_CODE, Feature.CONSOLE);
        Domain domain = domain(bench, GuestKind.ECHO);
        domain.start();
        try (ConsoleSession console = domain.console().open(From.START)) {
            String unused = console.expect(GuestKind.GREETING, bench.patience());
        }
        Snapshot snapshot = taken(bench, domain, "up");
        domain.destroy();
        DomainStatus unused = snapshot.revert().await(bench.patience());
        try (ConsoleSession console = domain.console().open(From.START)) {
            console.send("#");
            assertEquals("#", console.expect("#", bench.patience()), "it booted, or its console is another's");
        }
    }

    /** What is gone is said to be, and undefining leaves none to another domain of the name. */
    @Test
    public void gone(Bench bench) {
        Domain domain = domain(bench, GuestKind.IDLE);
        Snapshot snapshot = taken(bench, domain, "one");
        snapshot.delete();
        assertThrows(NotFoundException.class, snapshot::state);
        assertThrows(NotFoundException.class, snapshot::revert);
        assertThrows(NotFoundException.class, snapshot::delete);
        NotFoundException absent = assertThrows(NotFoundException.class, () -> domain.snapshot("one"));
        assertTrue(String.valueOf(absent.getMessage()).contains("'one'"), absent::getMessage);
        Snapshot last = taken(bench, domain, "last");
        domain.undefine();
        assertThrows(NotFoundException.class, last::state);
        Domain again = bench.define(bench.idle().edit(b -> b.name(domain.name())));
        assertNotEquals(domain, again);
        assertEquals(List.of(), again.snapshots());
    }

    /** A domain that will be gone has no past to keep. */
    @Test
    public void ofTransientDomains(Bench bench) {
        bench.needs(Feature.SNAPSHOTS, Feature.TRANSIENT);
        try (TransientDomain domain = bench.created()) {
            assertThrows(InvalidStateException.class, () -> domain.snapshot(SnapshotSpec.named("one")));
            assertEquals(DomainState.RUNNING, domain.state());
        }
    }
}
