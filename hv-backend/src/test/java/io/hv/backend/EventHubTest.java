package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClosedException;
import io.hv.Event;
import io.hv.OperationTimeoutException;
import io.hv.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventHubTest {

    private record Tick(int number) implements Event {
        @Override
        public Instant time() {
            return Instant.EPOCH;
        }
    }

    private final EventHub hub = new EventHub("test:///");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void eventsComeInOrder() throws Exception {
        List<Integer> seen = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(500);
        try (Subscription subscription = hub.on(Tick.class, tick -> {
            seen.add(tick.number());
            all.countDown();
        })) {
            for (int i = 0; i < 500; i++) {
                hub.publish(new Tick(i));
            }
            assertTrue(all.await(30, TimeUnit.SECONDS));
            assertEquals(0, subscription.lost());
        }
        for (int i = 0; i < 500; i++) {
            assertEquals(i, seen.get(i));
        }
    }

    @Test
    void aSlowListenerLosesTheOverflowAndDelaysNobody() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        Subscription slow = hub.on(Tick.class, tick -> {
            entered.countDown();
            awaitUnchecked(release);
        });
        hub.publish(new Tick(0));
        assertTrue(entered.await(30, TimeUnit.SECONDS));
        CountDownLatch fast = new CountDownLatch(10);
        try (Subscription other = hub.on(Tick.class, tick -> fast.countDown())) {
            for (int i = 0; i < EventHub.QUEUE_CAPACITY + 10; i++) {
                hub.publish(new Tick(i));
            }
            assertTrue(fast.await(30, TimeUnit.SECONDS));
        }
        assertEquals(10, slow.lost());
        release.countDown();
        slow.close();
    }

    @Test
    void closeWaitsForTheListenerAndThenNoCallComes() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        Subscription subscription = hub.on(Tick.class, tick -> {
            inside.incrementAndGet();
            calls.incrementAndGet();
            entered.countDown();
            awaitUnchecked(release);
            inside.decrementAndGet();
        });
        hub.publish(new Tick(1));
        assertTrue(entered.await(30, TimeUnit.SECONDS));
        CompletableFuture<Integer> insideAtReturn = CompletableFuture.supplyAsync(() -> {
            subscription.close();
            return inside.get();
        });
        release.countDown();
        assertEquals(0, insideAtReturn.get(30, TimeUnit.SECONDS));
        hub.await(Tick.class, tick -> tick.number() == 2, Duration.ofSeconds(30), () -> hub.publish(new Tick(2)));
        assertEquals(1, calls.get());
    }

    @Test
    void aListenerMayCloseItselfAndMayThrow() throws Exception {
        CompletableFuture<Subscription> self = new CompletableFuture<>();
        CountDownLatch second = new CountDownLatch(2);
        List<Integer> seen = new ArrayList<>();
        self.complete(hub.on(Tick.class, tick -> {
            seen.add(tick.number());
            second.countDown();
            if (tick.number() == 2) {
                self.join().close();
            }
            throw new IllegalStateException("on purpose");
        }));
        hub.publish(new Tick(1));
        hub.publish(new Tick(2));
        hub.publish(new Tick(3));
        assertTrue(second.await(30, TimeUnit.SECONDS));
        self.join().close();
        assertEquals(List.of(1, 2), seen);
    }

    @Test
    void awaitSubscribesBeforeItTriggersAndShowsWhatCameInstead() {
        assertEquals(
                7,
                hub.await(Tick.class, t -> t.number() == 7, Duration.ofSeconds(30), () -> {
                            hub.publish(new Tick(6));
                            hub.publish(new Tick(7));
                        })
                        .number());
        CountDownLatch came = new CountDownLatch(1);
        OperationTimeoutException e = assertThrows(
                OperationTimeoutException.class,
                () -> hub.await(
                        Tick.class,
                        t -> {
                            came.countDown();
                            return false;
                        },
                        Duration.ofMillis(300),
                        () -> {
                            hub.publish(new Tick(9));
                            awaitUnchecked(came);
                        }));
        assertTrue(e.evidence().contains("number=9"), e.evidence());
    }

    @Test
    void closingTheHubEndsAWait() throws Exception {
        CountDownLatch triggered = new CountDownLatch(1);
        CompletableFuture<Throwable> waiting = CompletableFuture.supplyAsync(() -> assertThrows(
                ClosedException.class,
                () -> hub.await(Tick.class, t -> true, Duration.ofSeconds(30), triggered::countDown)));
        assertTrue(triggered.await(30, TimeUnit.SECONDS));
        hub.close();
        waiting.get(30, TimeUnit.SECONDS);
        assertThrows(ClosedException.class, () -> hub.on(Tick.class, tick -> {}));
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
