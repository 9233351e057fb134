package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.StartFlag;
import io.hv.StateReason;
import io.hv.TransientDomain;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Domains that are gone when they stop. */
@Contract
public class TransientContract {

    /** For JUnit, which creates it. */
    public TransientContract() {}

    /** It runs, it is listed, and it is not persistent. */
    @Test
    public void runs(Bench bench) {
        TransientDomain domain = bench.created();
        assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.BOOTED), domain.status());
        assertFalse(domain.isPersistent());
        assertEquals(domain, bench.host().domain(domain.uuid()));
        assertEquals(domain, bench.host().domain(domain.name()));
        domain.close();
    }

    /** Destroyed, it is gone from the host; its own handle tells how it ended. */
    @Test
    public void goneWhenDestroyed(Bench bench) {
        TransientDomain domain = bench.created();
        Domain found = bench.host().domain(domain.name());
        domain.destroy();
        gone(bench, domain);
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED), domain.status());
        assertThrows(NotFoundException.class, found::suspend);
        assertThrows(NotFoundException.class, () -> found.as(Domain.class));
        assertEquals(domain, domain.as(TransientDomain.class), "its own handle still answers");
        assertThrows(NotFoundException.class, domain::start);
        domain.close();
        domain.close();
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED), domain.status());
    }

    /** Closing destroys, as often as it is called. */
    @Test
    public void goneWhenClosed(Bench bench) {
        TransientDomain domain = bench.created();
        domain.close();
        gone(bench, domain);
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED), domain.status());
        domain.close();
    }

    /** A guest that shuts itself down takes the domain with it. */
    @Test
    public void goneWhenGuestEnds(Bench bench) {
        bench.needs(Feature.TRANSIENT);
        try (TransientDomain domain = bench.host().create(bench.guest(GuestKind.ENDER))) {
            assertEquals(
                    DomainStatus.of(DomainState.SHUTOFF, StateReason.SHUT_DOWN), domain.awaitEnd(bench.patience()));
            gone(bench, domain);
        }
    }

    /** A guest that crashes takes the domain with it; the handle tells of the crash. */
    @Test
    public void goneWhenGuestCrashes(Bench bench) {
        bench.needs(Feature.TRANSIENT);
        try (TransientDomain domain = bench.host().create(bench.guest(GuestKind.CRASHER))) {
            assertEquals(DomainState.CRASHED, domain.awaitEnd(bench.patience()).state());
            gone(bench, domain);
            assertEquals(DomainState.CRASHED, domain.state());
            if (bench.backend().claims().contains(Feature.CRASH_REPORT)) {
                assertFalse(domain.crash().orElseThrow().message().isBlank());
            }
        }
    }

    /** Paused from the start, where that is claimed. */
    @Test
    public void startsPaused(Bench bench) {
        bench.needs(Feature.START_PAUSED, Feature.SUSPEND);
        try (TransientDomain domain = bench.created(StartFlag.PAUSED)) {
            assertEquals(DomainStatus.of(DomainState.PAUSED, StateReason.STARTED_PAUSED), domain.status());
            domain.resume();
            assertEquals(DomainState.RUNNING, domain.state());
        }
    }

    /** It has no definition that could be forgotten. */
    @Test
    public void undefineIsRefused(Bench bench) {
        try (TransientDomain domain = bench.created()) {
            InvalidStateException refused = assertThrows(InvalidStateException.class, domain::undefine);
            assertEquals(InvalidStateException.class, refused.getClass());
            assertEquals(DomainState.RUNNING, domain.state());
        }
    }

    /** Its name and UUID are taken while it lives, and free afterwards. */
    @Test
    public void nameAndUuid(Bench bench) {
        bench.needs(Feature.TRANSIENT);
        DomainSpec spec = bench.idle().edit(b -> b.uuid(UUID.randomUUID()));
        DomainSpec sameName = bench.idle().edit(b -> b.name(spec.name()));
        DomainSpec sameUuid = bench.idle().edit(b -> b.uuid(spec.uuid().orElseThrow()));
        try (TransientDomain domain = bench.host().create(spec)) {
            assertThrows(AlreadyExistsException.class, () -> bench.host().create(sameName));
            assertThrows(AlreadyExistsException.class, () -> bench.host().create(sameUuid));
            assertFalse(bench.host().findDomain(sameUuid.name()).isPresent());
            assertEquals(DomainState.RUNNING, domain.state());
        }
        try (TransientDomain again = bench.host().create(spec)) {
            assertEquals(spec.uuid().orElseThrow(), again.uuid());
        }
    }

    /** A spec that the host cannot honour leaves nothing. */
    @Test
    public void badSpecLeavesNothing(Bench bench) {
        bench.needs(Feature.TRANSIENT);
        DomainSpec greedy =
                bench.idle().edit(b -> b.memory(ByteSize.gib(1L << 32)).vcpus(1 << 20));
        assumeFalse(bench.host().check(greedy).isEmpty(), "the host finds no fault with the largest of specs");
        assertThrows(InvalidSpecException.class, () -> bench.host().create(greedy));
        assertFalse(bench.host().findDomain(greedy.name()).isPresent());
    }

    private static void gone(Bench bench, Domain domain) {
        assertFalse(bench.host().findDomain(domain.name()).isPresent(), "gone by name");
        assertFalse(bench.host().findDomain(domain.uuid()).isPresent(), "gone by UUID");
        assertFalse(bench.host().domains().contains(domain), "gone from the list");
    }
}
