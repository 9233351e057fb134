package io.hv.backend;

import io.hv.DomainStatus;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A domain's status, and who waits for which. Whoever waits sees every status posted since, however short it stood, and
 * is woken too when there is nothing more to wait for: by {@link #abandon} and {@link #close}. Safe for any thread.
 */
public final class StatusBoard {

    /** Called once, with a status or with what makes the exception that ends the wait. Neither may wait. */
    private record Waiter(
            Object owner,
            Predicate<DomainStatus> fits,
            Consumer<DomainStatus> found,
            Consumer<Supplier<? extends HypervisorException>> failed) {}

    private final List<Waiter> waiters = new ArrayList<>();
    private volatile DomainStatus status;
    /** Why no status comes any more. Under the lock of the waiters. */
    private @Nullable Supplier<? extends HypervisorException> over;

    /** With the status at the beginning. */
    public StatusBoard(DomainStatus first) {
        this.status = first;
    }

    /** The status now. */
    public DomainStatus now() {
        return status;
    }

    /** Makes a status visible and publishes it, one at a time; then tells those who wait for it. */
    public void post(DomainStatus next, Runnable publish) {
        List<Waiter> due;
        synchronized (waiters) {
            status = next;
            due = take(waiter -> waiter.fits.test(next));
            publish.run();
        }
        due.forEach(waiter -> waiter.found.accept(next));
    }

    /**
     * Ends the waits that an owner has begun, with an exception for each. An owner that waits while it is being abandoned
     * has to look, after {@link #whenever} or as the check of {@link #await}, whether it came too late.
     */
    public void abandon(Object owner, Supplier<? extends HypervisorException> reason) {
        fail(waiter -> waiter.owner == owner, reason);
    }

    /** No status is posted any more: ends all waits, and those to come unless the last status fits. */
    public void close(Supplier<? extends HypervisorException> reason) {
        synchronized (waiters) {
            over = reason;
        }
        fail(waiter -> true, reason);
    }

    private void fail(Predicate<Waiter> which, Supplier<? extends HypervisorException> reason) {
        List<Waiter> due;
        synchronized (waiters) {
            due = take(which);
        }
        due.forEach(waiter -> waiter.failed.accept(reason));
    }

    private List<Waiter> take(Predicate<Waiter> which) {
        List<Waiter> due = waiters.stream().filter(which).toList();
        waiters.removeAll(due);
        return due;
    }

    /**
     * Calls one of the two once: now if the status fits or none comes any more, else as soon as it is so. The calls must
     * not wait.
     *
     * @param owner who can be abandoned
     * @return ends the wait without a call; does nothing afterwards
     */
    public Runnable whenever(
            Object owner,
            Predicate<DomainStatus> fits,
            Consumer<DomainStatus> found,
            Consumer<? super HypervisorException> failed) {
        return register(new Waiter(owner, fits, found, reason -> failed.accept(reason.get())));
    }

    private Runnable register(Waiter waiter) {
        DomainStatus current;
        Supplier<? extends HypervisorException> failure;
        synchronized (waiters) {
            current = status;
            failure = over;
            if (!waiter.fits.test(current) && failure == null) {
                waiters.add(waiter);
                return () -> {
                    synchronized (waiters) {
                        waiters.remove(waiter);
                    }
                };
            }
        }
        if (failure == null || waiter.fits.test(current)) {
            waiter.found.accept(current);
        } else {
            waiter.failed.accept(failure);
        }
        return () -> {};
    }

    /**
     * Waits until a status fits.
     *
     * @param owner who can be abandoned
     * @param check throws where the owner has been abandoned already; run once the wait has begun
     * @param what for the message, for example {@code 'web' to be RUNNING}
     * @throws OperationTimeoutException if none does in time; the evidence is the status
     * @throws HypervisorException the reason of {@link #abandon} or {@link #close}
     */
    public DomainStatus await(
            Object owner, Runnable check, String what, Predicate<DomainStatus> fits, Duration timeout) {
        // The exception is made by the thread that waits, so that its trace tells who that was.
        CompletableFuture<Supplier<DomainStatus>> end = new CompletableFuture<>();
        Runnable forget = register(new Waiter(
                owner,
                fits,
                found -> end.complete(() -> found),
                reason -> end.complete(() -> {
                    throw reason.get();
                })));
        try {
            check.run();
            return end.get(Waits.nanos(timeout), TimeUnit.NANOSECONDS).get();
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("waiting for " + what);
        } catch (TimeoutException e) {
            throw new OperationTimeoutException(
                    "waited " + timeout + " for " + what, "see what the domain does, or wait longer", now().toString());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a wait never ends by a failure of its own", e);
        } finally {
            forget.run();
        }
    }
}
