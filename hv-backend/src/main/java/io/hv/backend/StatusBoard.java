package io.hv.backend;

import io.hv.DomainStatus;
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

/**
 * A domain's status, and who waits for which. Whoever waits sees every status posted since, however short it stood.
 * Safe for any thread.
 */
public final class StatusBoard {

    private record Waiter(Predicate<DomainStatus> fits, Consumer<DomainStatus> found) {}

    private final List<Waiter> waiters = new ArrayList<>();
    private volatile DomainStatus status;

    /** With the status at the beginning. */
    public StatusBoard(DomainStatus first) {
        this.status = first;
    }

    /** The status now. */
    public DomainStatus now() {
        return status;
    }

    /** Makes a status visible, tells those who wait for it, and then publishes: in this order, and one at a time. */
    public void post(DomainStatus next, Runnable publish) {
        List<Waiter> due;
        synchronized (waiters) {
            status = next;
            due = waiters.stream().filter(waiter -> waiter.fits.test(next)).toList();
            waiters.removeAll(due);
            publish.run();
        }
        due.forEach(waiter -> waiter.found.accept(next));
    }

    /** Calls once: now if the status fits, else as soon as one does. The call must not wait. */
    public void whenever(Predicate<DomainStatus> fits, Consumer<DomainStatus> found) {
        DomainStatus current;
        synchronized (waiters) {
            current = status;
            if (!fits.test(current)) {
                waiters.add(new Waiter(fits, found));
                return;
            }
        }
        found.accept(current);
    }

    /**
     * Waits until a status fits.
     *
     * @param what for the message, for example {@code 'web' to be RUNNING}
     * @throws OperationTimeoutException if none does in time; the evidence is the status
     */
    public DomainStatus await(String what, Predicate<DomainStatus> fits, Duration timeout) {
        CompletableFuture<DomainStatus> future = new CompletableFuture<>();
        Waiter waiter = new Waiter(fits, future::complete);
        synchronized (waiters) {
            if (fits.test(status)) {
                return status;
            }
            waiters.add(waiter);
        }
        try {
            return future.get(Waits.nanos(timeout), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("waiting for " + what);
        } catch (TimeoutException e) {
            throw new OperationTimeoutException(
                    "waited " + timeout + " for " + what, "see what the domain does, or wait longer", now().toString());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a status is never a failure", e);
        } finally {
            synchronized (waiters) {
                waiters.remove(waiter);
            }
        }
    }
}
