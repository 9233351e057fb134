package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Event;
import io.hv.Events;
import io.hv.Feature;
import io.hv.GuestFaultEvent;
import io.hv.LifecycleEvent;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import io.hv.Subscription;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which events come, when, and in what order; see {@link Events}. */
@Contract
public class EventContract {

    /** For JUnit, which creates it. */
    public EventContract() {}

    /** Each change is told once, in order, with the status that it led to. */
    @Test
    public void everyChangeOnceInOrder(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS, Feature.DEFINE, Feature.SUSPEND);
        DomainSpec spec = bench.idle().edit(b -> b.uuid(UUID.randomUUID()));
        try (Recorder recorder = new Recorder(bench.host(), spec.uuid().orElseThrow())) {
            Domain domain = bench.define(spec);
            for (int i = 0; i < 2; i++) {
                domain.start();
                domain.suspend();
                domain.resume();
                domain.destroy();
            }
            domain.undefine();
            List<LifecycleEvent> events = recorder.upTo(LifecycleEvent.Type.UNDEFINED, bench.patience());
            assertEquals(
                    List.of(
                            LifecycleEvent.Type.DEFINED,
                            LifecycleEvent.Type.STARTED,
                            LifecycleEvent.Type.SUSPENDED,
                            LifecycleEvent.Type.RESUMED,
                            LifecycleEvent.Type.STOPPED,
                            LifecycleEvent.Type.STARTED,
                            LifecycleEvent.Type.SUSPENDED,
                            LifecycleEvent.Type.RESUMED,
                            LifecycleEvent.Type.STOPPED,
                            LifecycleEvent.Type.UNDEFINED),
                    events.stream().map(LifecycleEvent::type).toList());
            assertEquals(
                    List.of(StateReason.BOOTED, StateReason.SUSPENDED, StateReason.RESUMED, StateReason.DESTROYED),
                    events.subList(1, 5).stream()
                            .map(event -> event.status().reason())
                            .toList());
            for (int i = 0; i < events.size(); i++) {
                assertEquals(spec.name(), events.get(i).name());
                assertNotNull(events.get(i).time());
                assertTrue(
                        i == 0
                                || !events.get(i)
                                        .time()
                                        .isBefore(events.get(i - 1).time()),
                        "the time does not run backwards");
            }
            assertEquals(0, recorder.lost());
        }
    }

    /** A guest's own end is told, with its reason. */
    @Test
    public void guestEnds(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS);
        Domain domain = bench.defined(GuestKind.ENDER);
        try (Recorder recorder = new Recorder(domain)) {
            domain.start();
            List<LifecycleEvent> events = recorder.upTo(LifecycleEvent.Type.STOPPED, bench.patience());
            assertEquals(
                    List.of(LifecycleEvent.Type.STARTED, LifecycleEvent.Type.STOPPED),
                    events.stream().map(LifecycleEvent::type).toList());
            assertEquals(StateReason.SHUT_DOWN, events.get(1).status().reason());
        }
    }

    /** A crash is an event, and is thrown at nobody. */
    @Test
    public void guestCrashes(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS);
        Domain domain = bench.defined(GuestKind.CRASHER);
        try (Recorder recorder = new Recorder(domain)) {
            domain.start();
            List<LifecycleEvent> events = recorder.upTo(LifecycleEvent.Type.CRASHED, bench.patience());
            assertEquals(
                    List.of(LifecycleEvent.Type.STARTED, LifecycleEvent.Type.CRASHED),
                    events.stream().map(LifecycleEvent::type).toList());
            assertEquals(DomainState.CRASHED, events.get(1).status().state());
        }
    }

    /** The state that a listener sees is that of the event, where nothing else happens meanwhile. */
    @Test
    public void stateIsNeverOlder(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS, Feature.SUSPEND);
        Domain domain = bench.defined();
        LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (Subscription subscription = bench.host().events().on(LifecycleEvent.class, event -> {
            if (event.uuid().equals(domain.uuid())) {
                seen.add(event.status().state() + " seen as " + domain.state());
            }
        })) {
            List<Runnable> steps = List.of(domain::start, domain::suspend, domain::resume, domain::destroy);
            List<DomainState> states =
                    List.of(DomainState.RUNNING, DomainState.PAUSED, DomainState.RUNNING, DomainState.SHUTOFF);
            for (int round = 0; round < 10; round++) {
                for (int i = 0; i < steps.size(); i++) {
                    steps.get(i).run();
                    String expected = states.get(i) + " seen as " + states.get(i);
                    assertEquals(expected, Waits.take(seen, bench.patience(), () -> "the event of " + expected));
                }
            }
            assertEquals(0, subscription.lost());
        }
    }

    /** The events of one domain come one at a time, however many threads cause them. */
    @Test
    public void oneAtATime(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS, Feature.SUSPEND);
        Domain domain = bench.defined();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        try (Subscription subscription = bench.host().events().on(LifecycleEvent.class, event -> {
            if (event.uuid().equals(domain.uuid())) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                calls.incrementAndGet();
                inside.decrementAndGet();
            }
        })) {
            domain.start();
            for (int i = 0; i < 50; i++) {
                domain.suspend();
                domain.resume();
            }
            Waits.until(() -> calls.get() >= 101, bench.patience(), () -> calls + " of 101 events");
            assertEquals(1, most.get(), "calls at one time");
            assertEquals(0, subscription.lost());
        }
    }

    /** Both handles of one host hear of what either does. */
    @Test
    public void bothHandles(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS);
        Domain domain = bench.defined();
        try (Recorder other = new Recorder(bench.open(), domain.uuid())) {
            domain.start();
            assertEquals(
                    LifecycleEvent.Type.STARTED, other.next(bench.patience()).type());
        }
    }

    /** A listener hears only of the type that it asked for. */
    @Test
    public void typeIsAFilter(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS);
        Domain domain = bench.defined();
        AtomicInteger faults = new AtomicInteger();
        // Takes any event, so that no cast on the way to it can hide one that it should not get.
        Consumer<Event> listener = event -> faults.incrementAndGet();
        try (Subscription subscription = bench.host().events().on(GuestFaultEvent.class, listener);
                Recorder recorder = new Recorder(domain)) {
            domain.start();
            domain.destroy();
            recorder.upTo(LifecycleEvent.Type.STOPPED, bench.patience());
            Waits.never(() -> faults.get() > 0, bench.blink(), () -> "events of another type: " + faults);
            assertEquals(0, subscription.lost());
        }
    }

    /** Waiting begins before the trigger is pulled: an event that the trigger causes is not missed. */
    @Test
    public void awaitSubscribesFirst(Bench bench) {
        bench.needs(Feature.EVENTS);
        Domain domain = bench.defined();
        for (int i = 0; i < 20; i++) {
            LifecycleEvent started = bench.host()
                    .events()
                    .await(
                            LifecycleEvent.class,
                            event -> event.uuid().equals(domain.uuid()) && event.type() == LifecycleEvent.Type.STARTED,
                            bench.patience(),
                            domain::start);
            assertEquals(LifecycleEvent.Type.STARTED, started.type());
            LifecycleEvent stopped = bench.host()
                    .events()
                    .await(
                            LifecycleEvent.class,
                            event -> event.uuid().equals(domain.uuid()),
                            bench.patience(),
                            domain::destroy);
            assertEquals(LifecycleEvent.Type.STOPPED, stopped.type(), "the first that fits, and none from before");
        }
    }

    /** The time-out tells what came instead. */
    @Test
    public void awaitTimesOutWithEvidence(Bench bench) {
        bench.needs(Feature.EVENTS);
        Domain domain = bench.defined();
        Events events = bench.host().events();
        OperationTimeoutException late = assertThrows(
                OperationTimeoutException.class,
                () -> events.await(
                        LifecycleEvent.class,
                        event -> event.type() == LifecycleEvent.Type.CRASHED,
                        bench.blink(),
                        domain::start));
        assertTrue(late.evidence().contains(LifecycleEvent.Type.STARTED.name()), late::evidence);
        assertTrue(late.evidence().contains(domain.name()), late::evidence);
    }

    /** What the trigger throws comes out as it is. */
    @Test
    public void awaitPassesOnWhatTheTriggerThrows(Bench bench) {
        bench.needs(Feature.EVENTS);
        Events events = bench.host().events();
        IllegalArgumentException mine = new IllegalArgumentException("of the trigger");
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class,
                () -> events.await(LifecycleEvent.class, event -> true, bench.patience(), () -> {
                    throw mine;
                }));
        assertFalse(thrown != mine, "the very exception");
    }
}
