package io.hv.libvirt;

import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.LifecycleEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A wait for the first event of one domain that fits. Ends by that event, when the domain is gone, or when it or its
 * host is closed.
 */
final class Watch implements AutoCloseable {

    private final Set<Watch> all;
    private final Object owner;
    private final UUID uuid;
    /** Whether the domain is still to be made: that an earlier one with its UUID is gone says nothing then. */
    private final boolean toCome;

    private final Predicate<LifecycleEvent> fits;
    private final CompletableFuture<LifecycleEvent> found = new CompletableFuture<>();

    Watch(Set<Watch> all, Object owner, UUID uuid, boolean toCome, Predicate<LifecycleEvent> fits) {
        this.all = all;
        this.owner = owner;
        this.uuid = uuid;
        this.toCome = toCome;
        this.fits = fits;
    }

    Object owner() {
        return owner;
    }

    UUID uuid() {
        return uuid;
    }

    void offer(LifecycleEvent event) {
        if (event.uuid().equals(uuid) && fits.test(event)) {
            all.remove(this);
            found.complete(event);
        }
    }

    /** That domain is gone. */
    void gone(UUID which, HypervisorException reason) {
        if (!toCome && which.equals(uuid)) {
            fail(reason);
        }
    }

    void fail(HypervisorException reason) {
        all.remove(this);
        found.completeExceptionally(reason);
    }

    /** Whether its event has come. */
    boolean isFound() {
        return found.isDone() && !found.isCompletedExceptionally();
    }

    /** Calls one of the two once: now if it has come already. */
    @SuppressWarnings("FutureReturnValueIgnored") // it fails exactly when this does, which is handled here
    void whenDone(Consumer<LifecycleEvent> action, Consumer<HypervisorException> otherwise) {
        found.whenComplete((event, failure) -> {
            if (failure instanceof HypervisorException reason) {
                otherwise.accept(reason);
            } else {
                action.accept(event);
            }
        });
    }

    /** The event, or nothing when the time is over. */
    Optional<LifecycleEvent> await(String operation, Duration timeout) {
        try {
            return Optional.of(found.get(nanos(timeout), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new InterruptedOperationException(operation);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HypervisorException reason) {
                throw reason;
            }
            throw new IllegalStateException("a watch failed", e.getCause());
        }
    }

    /** Saturated: a {@link Duration} may be longer than 292 years. */
    private static long nanos(Duration timeout) {
        try {
            return Math.max(0, timeout.toNanos());
        } catch (ArithmeticException tooLong) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    /** Ends the wait without a result. */
    @Override
    public void close() {
        all.remove(this);
    }
}
