package io.hv.backend;

import io.hv.ClosedException;
import io.hv.Event;
import io.hv.Events;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.OperationTimeoutException;
import io.hv.Subscription;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One host handle's {@link Events}. A backend calls {@link #publish} in the order in which things happened to a domain,
 * after it has made them visible; the hub keeps the promises from there on. Safe for any thread.
 */
public final class EventHub implements Events, AutoCloseable {

    /** Events that a subscription holds for a slow listener before it drops: {@value}. */
    public static final int QUEUE_CAPACITY = 1024;

    private static final int EVIDENCE = 16;

    private record Listening<E>(Class<E> type, SerialDelivery<E> delivery) {
        void offer(Event event) {
            if (type.isInstance(event)) {
                delivery.offer(type.cast(event));
            }
        }
    }

    private final String subject;
    private final ExecutorService pool;
    private final List<Listening<?>> listening = new CopyOnWriteArrayList<>();
    private final Map<Object, CompletableFuture<?>> waiting = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * A hub with threads of its own.
     *
     * @param subject whose events these are, for messages and thread names, for example {@code kvm:///}
     */
    public EventHub(String subject) {
        this.subject = subject;
        this.pool = DaemonThreads.pool("hv/" + subject + "/events");
    }

    /** Hands an event to every listener of its type. Never waits for one. */
    public void publish(Event event) {
        for (Listening<?> each : listening) {
            each.offer(event);
        }
    }

    @Override
    public <E extends Event> Subscription on(Class<E> type, Consumer<? super E> listener) {
        CompletableFuture<Listening<E>> self = new CompletableFuture<>();
        SerialDelivery<E> delivery =
                new SerialDelivery<>(QUEUE_CAPACITY, pool, listener, () -> listening.remove(self.getNow(null)));
        Listening<E> entry = new Listening<>(type, delivery);
        self.complete(entry);
        listening.add(entry);
        if (closed) {
            delivery.close();
            throw closedException();
        }
        return delivery;
    }

    @Override
    public <E extends Event> E await(Class<E> type, Predicate<? super E> fits, Duration timeout, Runnable trigger) {
        CompletableFuture<E> found = new CompletableFuture<>();
        Deque<E> others = new ArrayDeque<>();
        Object ticket = new Object();
        waiting.put(ticket, found);
        try (Subscription subscription = on(type, event -> {
            if (test(fits, event, found)) {
                found.complete(event);
            } else {
                remember(others, event);
            }
        })) {
            trigger.run();
            return found.get(Waits.nanos(timeout), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String evidence;
            synchronized (others) {
                evidence = others.toString();
            }
            throw new OperationTimeoutException(
                    "no fitting " + type.getSimpleName() + " on " + subject + " within " + timeout,
                    "see which events came instead, or wait longer",
                    evidence);
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("waiting for a " + type.getSimpleName() + " on " + subject);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HypervisorException reason) {
                throw reason;
            }
            throw new IllegalArgumentException("the predicate given to await failed", e.getCause());
        } finally {
            waiting.remove(ticket);
        }
    }

    private static <E> boolean test(Predicate<? super E> fits, E event, CompletableFuture<E> found) {
        try {
            return fits.test(event);
        } catch (RuntimeException e) {
            found.completeExceptionally(e);
            return false;
        }
    }

    private static <E> void remember(Deque<E> others, E event) {
        synchronized (others) {
            if (others.size() == EVIDENCE) {
                others.removeFirst();
            }
            others.addLast(event);
        }
    }

    /** Ends every subscription, and every wait with {@link ClosedException}. Idempotent. */
    @Override
    public void close() {
        closed = true;
        waiting.values().forEach(wait -> wait.completeExceptionally(closedException()));
        Release release = new Release();
        // An interrupt ends the wait for one listener, not the closing of the others.
        listening.forEach(each -> release.step(each.delivery()::close));
        pool.shutdown();
        release.end();
    }

    private ClosedException closedException() {
        return new ClosedException("the host " + subject + " is closed", "open it again");
    }
}
