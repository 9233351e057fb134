package io.hv.mem;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidSpecException;
import io.hv.LifecycleEvent;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.SpecFault;
import io.hv.StateReason;
import io.hv.Subscription;
import io.hv.UnsupportedFeatureException;
import io.hv.testkit.contract.Patience;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a test can make a {@code mem:///} host do. */
class MemHostTest {

    private static final Duration PATIENCE = Patience.forWhatMustHappen();

    private final Host host = Host.open("mem:///" + UUID.randomUUID());
    private final MemHost mem = host.as(MemHost.class);

    @AfterEach
    void close() {
        host.close();
    }

    private Domain web() {
        return host.define(DomainSpec.named("web").build());
    }

    @Test
    void theNthCallFails() {
        Domain web = web();
        HostFailureException failure = MemHost.failure("no memory left");
        mem.fail(MemOperation.START, 2, failure);
        web.start();
        web.destroy();
        assertSame(failure, assertThrows(HostFailureException.class, web::start));
        assertEquals(DomainState.SHUTOFF, web.state());
        web.start();
        assertEquals(3, mem.calls(MemOperation.START));
    }

    @Test
    void countedFromNow() {
        Domain web = web();
        web.start();
        web.suspend();
        web.resume();
        mem.fail(MemOperation.SUSPEND, 1, MemHost.failure("stuck"));
        assertThrows(HostFailureException.class, web::suspend);
        assertEquals(DomainState.RUNNING, web.state());
        web.suspend();
        assertEquals(DomainState.PAUSED, web.state());
    }

    @Test
    void everyOperationCanFail() {
        Domain web = web();
        web.start();
        for (MemOperation operation : List.of(MemOperation.RESET, MemOperation.SHUTDOWN)) {
            mem.fail(operation, 1, MemHost.failure(operation.name()));
        }
        assertThrows(HostFailureException.class, web::reset);
        assertThrows(HostFailureException.class, web::shutdown);
        assertEquals(DomainState.RUNNING, web.state());
    }

    @Test
    void aRefusedResumeLeavesThePausedDomainPausedAndTellsNothing() throws Exception {
        Domain web = web();
        web.start();
        web.suspend();
        BlockingQueue<LifecycleEvent> events = new LinkedBlockingQueue<>();
        try (Subscription heard = host.events().on(LifecycleEvent.class, events::add)) {
            mem.fail(MemOperation.RESUME, 1, MemHost.failure("cannot run on"));
            mem.fail(MemOperation.RESUME, 2, new InterruptedOperationException("a resumption"));
            assertTrue(Thread.interrupted(), "set by the exception");
            assertThrows(HostFailureException.class, web::resume);
            assertThrows(InterruptedOperationException.class, web::resume);
            assertEquals(DomainStatus.of(DomainState.PAUSED, StateReason.SUSPENDED), web.status());
            web.resume();
            assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.RESUMED), web.status());
            LifecycleEvent first = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertEquals(web.status(), requireNonNull(first).status());
            assertEquals(LifecycleEvent.Type.RESUMED, first.type());
            assertEquals(0, heard.lost());
        }
        assertTrue(events.isEmpty(), events::toString);
    }

    @Test
    void aFailedDestroyDestroysAllTheSame() {
        Domain web = web();
        web.start();
        mem.fail(MemOperation.DESTROY, 1, MemHost.failure("something was not released"));
        assertThrows(HostFailureException.class, web::destroy);
        assertEquals(DomainState.SHUTOFF, web.state());
    }

    @Test
    void aFailedCreateLeavesNothing() {
        mem.fail(MemOperation.START, 1, MemHost.failure("no memory left"));
        DomainSpec spec = DomainSpec.named("brief").build();
        assertThrows(HostFailureException.class, () -> host.create(spec));
        assertTrue(host.domains().isEmpty());
    }

    @Test
    void aFailedCheckFailsDefine() {
        mem.fail(MemOperation.CHECK, 1, MemHost.failure("the host does not answer"));
        assertThrows(HostFailureException.class, this::web);
        assertTrue(host.domains().isEmpty());
    }

    @Test
    void callsAreCountedFromOne() {
        assertThrows(IllegalArgumentException.class, () -> mem.fail(MemOperation.START, 0, MemHost.failure("never")));
    }

    @Test
    void aHeldCallStandsStill() throws Exception {
        Domain web = web();
        try (MemHold hold = mem.hold(MemOperation.START, 1)) {
            FutureTask<Boolean> start = inBackground(web);
            hold.awaitReached(PATIENCE);
            assertFalse(start.isDone());
            assertEquals(DomainState.SHUTOFF, web.state(), "the state can be read meanwhile");
            hold.release();
            assertTrue(start.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        }
        assertEquals(DomainState.RUNNING, web.state());
    }

    private static FutureTask<Boolean> inBackground(Domain domain) {
        FutureTask<Boolean> start = new FutureTask<>(() -> {
            domain.start();
            return true;
        });
        Thread thread = new Thread(start, "start");
        thread.setDaemon(true);
        thread.start();
        return start;
    }

    @Test
    void aHoldThatNobodyReachesTimesOut() {
        MemHold hold = mem.hold(MemOperation.RESET, 1);
        assertThrows(OperationTimeoutException.class, () -> hold.awaitReached(Duration.ofMillis(1)));
    }

    @Test
    void aDelayedCallTakesItsTime() {
        Domain web = web();
        mem.delay(MemOperation.START, 1, Duration.ofMillis(20));
        long begin = System.nanoTime();
        web.start();
        assertTrue(System.nanoTime() - begin >= 20_000_000, "at least that long");
        assertEquals(DomainState.RUNNING, web.state());
    }

    @Test
    void aDelayCanBeInterrupted() {
        Domain web = web();
        web.start();
        mem.delay(MemOperation.SUSPEND, 1, PATIENCE);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedOperationException.class, web::suspend);
        assertTrue(Thread.interrupted());
        assertEquals(DomainState.RUNNING, web.state());
    }

    @Test
    void bothHandlesShareWhatIsSet() {
        try (Host other = Host.open(host.uri().toString())) {
            other.as(MemHost.class).fail(MemOperation.START, 1, MemHost.failure("by the other handle"));
            assertThrows(HostFailureException.class, web()::start);
        }
    }

    @Test
    void capacity() {
        mem.capacity(ByteSize.mib(64), 2);
        DomainSpec large =
                DomainSpec.named("large").memory(ByteSize.mib(65)).vcpus(3).build();
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, () -> host.define(large));
        assertEquals(
                List.of("memory", "vcpus"),
                refused.faults().stream().map(SpecFault::path).toList());
        host.define(large.edit(b -> b.memory(ByteSize.mib(64)).vcpus(2)));
    }

    @Test
    void withoutFeatures() {
        try (Host poor = Host.open("mem:///" + UUID.randomUUID() + "?without=suspend,console")) {
            assertFalse(poor.supports(Feature.SUSPEND).isSupported());
            assertFalse(poor.features().contains(Feature.CONSOLE));
            assertTrue(poor.features().contains(Feature.RESET));
            Domain domain = poor.define(DomainSpec.named("poor").build());
            domain.start();
            assertThrows(UnsupportedFeatureException.class, domain::suspend);
        }
    }

    @Test
    void badUris() {
        for (String uri :
                List.of("mem:x", "mem://elsewhere/", "mem:///?with=console", "mem:///?without=Not_A_Feature")) {
            NotFoundException refused = assertThrows(NotFoundException.class, () -> Host.open(uri), uri);
            assertTrue(String.valueOf(refused.getMessage()).contains(uri), refused.getMessage());
        }
    }

    @Test
    void worldsAreSeparate() {
        web();
        try (Host other = Host.open("mem:///" + UUID.randomUUID())) {
            assertTrue(other.domains().isEmpty());
        }
    }

    @Test
    void isNotOfferedUnasked() {
        assertTrue(new MemHostProvider().probe().isEmpty());
    }
}
