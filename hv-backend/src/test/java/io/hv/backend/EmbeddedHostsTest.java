package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClosedException;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.InterruptedOperationException;
import io.hv.LifecycleEvent;
import io.hv.SpecFault;
import io.hv.StateReason;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must be given back, whatever goes wrong on the way. */
@Timeout(60)
class EmbeddedHostsTest {

    private static final URI WORLD = URI.create("toy:///");

    /** Machines that do nothing, and count. */
    private static final class Factory implements MachineFactory {

        private final List<String> open = new ArrayList<>();
        private int built;
        private boolean closed;
        private @Nullable RuntimeException onClose;
        private @Nullable RuntimeException onResume;
        private boolean endsWhenResumed;

        @Override
        public FeatureTable features() {
            return FeatureTable.of("toy", Set.of(Feature.DEFINE, Feature.TRANSIENT, Feature.EVENTS, Feature.SUSPEND));
        }

        @Override
        public List<SpecFault> check(DomainSpec spec) {
            return List.of();
        }

        @Override
        public Machine create(DomainSpec spec, UUID uuid, ConsoleBuffer console, MachineListener listener) {
            built++;
            open.add(spec.name());
            return new Machine() {
                @Override
                public void resume() {
                    if (endsWhenResumed) {
                        listener.ended(MachineEnd.failed());
                    }
                    if (onResume != null) {
                        throw onResume;
                    }
                }

                @Override
                public void suspend() {}

                @Override
                public void reset() {}

                @Override
                public void requestShutdown() {}

                @Override
                public void close() {
                    open.remove(spec.name());
                    if (onClose != null) {
                        throw onClose;
                    }
                }
            };
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Factory factory = new Factory();
    private final EmbeddedHosts hosts = new EmbeddedHosts("toy");

    private static DomainSpec named(String name) {
        return DomainSpec.named(name).build();
    }

    @Test
    void whatCannotBeReleasedIsToldAndTheDomainIsOffAllTheSame() {
        Host host = hosts.open(WORLD, () -> factory);
        Domain web = host.define(named("web"));
        web.start();
        RuntimeException failure = new IllegalStateException("a fault of the machine's own");
        factory.onClose = failure;
        assertSame(failure, assertThrows(IllegalStateException.class, web::destroy));
        assertEquals(DomainState.SHUTOFF, web.state());
        factory.onClose = null;
        web.start();
        host.close();
        assertEquals(List.of(), factory.open);
    }

    private Domain paused(Host host) {
        Domain web = host.define(named("web"));
        web.start();
        web.suspend();
        return web;
    }

    @Test
    void aStartWhoseFirstRunIsRefusedLeavesNothing() {
        Host host = hosts.open(WORLD, () -> factory);
        Domain web = host.define(named("web"));
        factory.onResume = new HostFailureException("refused", "try again", "resume", 0, null);
        assertSame(factory.onResume, assertThrows(HostFailureException.class, web::start));
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.FAILED), web.status());
        assertEquals(List.of(), factory.open);
        host.close();
    }

    @Test
    void aResumeThatIsRefusedLeavesTheDomainPaused() {
        Host host = hosts.open(WORLD, () -> factory);
        Domain web = paused(host);
        factory.onResume = new HostFailureException("refused", "try again", "resume", 0, null);
        assertSame(factory.onResume, assertThrows(HostFailureException.class, web::resume));
        assertEquals(DomainStatus.of(DomainState.PAUSED, StateReason.SUSPENDED), web.status());
        assertEquals(List.of("web"), factory.open);
        host.close();
    }

    @Test
    void aMachineThatDoesNotSurviveItsResumeHasFailed() {
        Host host = hosts.open(WORLD, () -> factory);
        Domain web = paused(host);
        factory.onResume = new HostFailureException("broken", "start it again", "resume", 0, null);
        factory.endsWhenResumed = true;
        assertSame(factory.onResume, assertThrows(HostFailureException.class, web::resume));
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.FAILED), web.awaitEnd(Duration.ofSeconds(30)));
        assertEquals(List.of(), factory.open);
        host.close();
    }

    @Test
    void aResumeThatFailsByAnErrorOfTheMachinesCodeEndsIt() {
        Host host = hosts.open(WORLD, () -> factory);
        Domain web = paused(host);
        factory.onResume = new IllegalStateException("a fault of the machine's own");
        assertSame(factory.onResume, assertThrows(IllegalStateException.class, web::resume));
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.FAILED), web.status());
        assertEquals(List.of(), factory.open);
        host.close();
    }

    @Test
    void oneFailureDoesNotKeepTheRestOfAClosedHost() {
        Host other = hosts.open(WORLD, () -> factory);
        Host host = hosts.open(WORLD, () -> factory);
        host.create(named("one"));
        host.create(named("two"));
        host.create(named("three"));
        factory.onClose = new IllegalStateException("a fault of the machine's own");
        assertThrows(IllegalStateException.class, host::close);
        assertEquals(List.of(), factory.open);
        other.close();
        assertTrue(factory.closed);
    }

    @Test
    void anInterruptedCloseEndsEverythingToo() throws InterruptedException {
        Host host = hosts.open(WORLD, () -> factory);
        CountDownLatch listening = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        host.events().on(LifecycleEvent.class, event -> {
            listening.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts a listener", e);
            }
        });
        host.define(named("web")).start();
        listening.await();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedOperationException.class, host::close);
        assertTrue(Thread.interrupted());
        release.countDown();
        assertEquals(List.of(), factory.open);
        assertTrue(factory.closed);
        Host next = hosts.open(WORLD, Factory::new);
        assertEquals(List.of(), next.domains(), "a new world");
        next.close();
    }

    @Test
    void aStartThatTheLastCloseOvertookStartsNothing() {
        World world = new World(WORLD, "toy", factory, Optional.empty());
        LiveDomain web = world.define(named("web"), null);
        world.end();
        assertThrows(ClosedException.class, () -> web.start(Set.of()));
        assertThrows(ClosedException.class, () -> world.add(named("late")));
        assertEquals(0, factory.built);
    }

    @Test
    void aTransientDomainThatSomebodyElseStartedFirstLeavesNoMachine() {
        World world = new World(WORLD, "toy", factory, Optional.empty());
        LiveDomain web = world.add(named("web"));
        web.start(Set.of());
        web.neverWas(new IllegalStateException("the creator's start came second"));
        assertEquals(List.of(), factory.open);
        assertEquals(Optional.empty(), world.find("web"));
        assertFalse(web.board().now().state().isActive());
        world.end();
    }
}
