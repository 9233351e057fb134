package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.Feature;
import io.hv.LifecycleEvent;
import io.hv.Subscription;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Listeners that are slow, that throw, that leave. */
@Contract
public class SubscriptionContract {

    /** More events than any bounded queue should hold for one listener. */
    private static final long ENOUGH = 50_000;

    /** For JUnit, which creates it. */
    public SubscriptionContract() {}

    /** A listener that stands still delays neither the domain nor other listeners. */
    @Test
    public void slowListenerDelaysNobody(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS, Feature.SUSPEND);
        Domain domain = bench.defined();
        Gate gate = new Gate();
        try (Subscription slow = on(bench, domain, event -> gate.pass());
                Recorder quick = new Recorder(domain);
                Gate opened = gate) {
            domain.start();
            gate.awaitReached(bench.patience(), "the slow listener is called");
            Call<Integer> work = bench.async(() -> {
                for (int i = 0; i < 5; i++) {
                    domain.suspend();
                    domain.resume();
                }
                return 5;
            });
            assertEquals(5, work.get(bench.patience(), "suspending and resuming beside a slow listener"));
            assertEquals(
                    LifecycleEvent.Type.STARTED, quick.next(bench.patience()).type());
            for (int i = 0; i < 5; i++) {
                assertEquals(
                        LifecycleEvent.Type.SUSPENDED,
                        quick.next(bench.patience()).type());
                assertEquals(
                        LifecycleEvent.Type.RESUMED,
                        quick.next(bench.patience()).type());
            }
            assertEquals(0, slow.lost());
        }
    }

    /** What does not fit into a slow listener's queue is counted: nothing vanishes unseen. */
    @Test
    public void lostIsCounted(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS, Feature.SUSPEND);
        Domain domain = bench.defined();
        Gate gate = new Gate();
        AtomicLong delivered = new AtomicLong();
        try (Subscription slow = on(bench, domain, event -> {
                    gate.pass();
                    delivered.incrementAndGet();
                });
                Gate opened = gate) {
            domain.start();
            gate.awaitReached(bench.patience(), "the slow listener is called");
            long all = bench.async(() -> untilLost(domain, slow))
                    .get(bench.patience(), "causing events beside a slow listener");
            assertTrue(slow.lost() < all, "not everything is lost");
            gate.close();
            Waits.until(
                    () -> delivered.get() + slow.lost() >= all,
                    bench.patience(),
                    () -> delivered + " delivered and " + slow.lost() + " lost of " + all);
            assertEquals(all, delivered.get() + slow.lost());
        }
    }

    /** How many events it took, together with the one of the start. */
    private static long untilLost(Domain domain, Subscription slow) {
        long caused = 1;
        while (slow.lost() == 0) {
            assertTrue(caused < ENOUGH, "the queue of a slow listener is bounded, and what does not fit is counted");
            domain.suspend();
            domain.resume();
            caused += 2;
        }
        return caused;
    }

    /** A listener that throws is called for the next event all the same, and so are the others. */
    @Test
    public void throwingListenerStays(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS);
        Domain domain = bench.defined();
        LinkedBlockingQueue<LifecycleEvent.Type> called = new LinkedBlockingQueue<>();
        try (Subscription throwing = on(bench, domain, event -> {
                    called.add(event.type());
                    throw new IllegalStateException("a listener fails, as this contract wants");
                });
                Recorder other = new Recorder(domain)) {
            domain.start();
            domain.destroy();
            assertEquals(LifecycleEvent.Type.STARTED, Waits.take(called, bench.patience(), () -> "the first call"));
            assertEquals(
                    LifecycleEvent.Type.STOPPED,
                    Waits.take(called, bench.patience(), () -> "the call after the exception"));
            assertEquals(
                    LifecycleEvent.Type.STARTED, other.next(bench.patience()).type());
            assertEquals(
                    LifecycleEvent.Type.STOPPED, other.next(bench.patience()).type());
            assertEquals(0, throwing.lost());
        }
    }

    /** Closing waits for a call that is under way, and none comes after. */
    @Test
    public void closeWaitsForTheListener(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS);
        Domain domain = bench.defined();
        AtomicInteger finished = new AtomicInteger();
        AtomicInteger finishedAtClose = new AtomicInteger(-1);
        try (Gate gate = new Gate()) {
            Subscription subscription = on(bench, domain, event -> {
                gate.pass();
                finished.incrementAndGet();
            });
            domain.start();
            gate.awaitReached(bench.patience(), "the listener is called");
            Call<Boolean> close = bench.async(() -> {
                subscription.close();
                finishedAtClose.set(finished.get());
                return true;
            });
            close.untilItWaits();
            assertFalse(close.isDone(), "close() returned while the listener was running");
            gate.close();
            close.get(bench.patience(), "closing a subscription");
            assertEquals(1, finishedAtClose.get(), "the call had ended when close() returned");
        }
    }

    /** After close() no call comes, however much happens. */
    @Test
    public void noCallAfterClose(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS);
        Domain domain = bench.defined();
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        Subscription subscription = on(bench, domain, event -> {
            calls.incrementAndGet();
            first.countDown();
        });
        domain.start();
        Waits.down(first, bench.patience(), "the first event");
        subscription.close();
        int before = calls.get();
        try (Recorder other = new Recorder(domain)) {
            for (int i = 0; i < 5; i++) {
                domain.destroy();
                domain.start();
                other.next(bench.patience());
                other.next(bench.patience());
            }
        }
        Waits.never(() -> calls.get() > before, bench.blink(), () -> "calls after close()");
    }

    /** A listener may close its own subscription: that returns at once, and was its last call. */
    @Test
    public void closeFromWithin(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS);
        Domain domain = bench.defined();
        CompletableFuture<Subscription> self = new CompletableFuture<>();
        CountDownLatch closed = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        self.complete(on(bench, domain, event -> {
            calls.incrementAndGet();
            self.join().close();
            closed.countDown();
        }));
        try (Recorder other = new Recorder(domain)) {
            domain.start();
            Waits.down(closed, bench.patience(), "close() from within the listener");
            domain.destroy();
            domain.start();
            for (int i = 0; i < 3; i++) {
                other.next(bench.patience());
            }
        }
        assertEquals(1, calls.get());
    }

    /** Closing twice is closing once; other subscriptions are not touched. */
    @Test
    public void closeIsIdempotent(Bench bench) throws Exception {
        bench.needs(Feature.EVENTS);
        Domain domain = bench.defined();
        Subscription subscription = on(bench, domain, event -> {});
        try (Recorder other = new Recorder(domain)) {
            subscription.close();
            subscription.close();
            domain.start();
            assertEquals(
                    LifecycleEvent.Type.STARTED, other.next(bench.patience()).type());
        }
    }

    private static Subscription on(Bench bench, Domain domain, Consumer<LifecycleEvent> listener) {
        return bench.host().events().on(LifecycleEvent.class, event -> {
            if (event.uuid().equals(domain.uuid())) {
                listener.accept(event);
            }
        });
    }
}
