package io.hv.backend;

import io.hv.DomainSpec;
import io.hv.HypervisorException;
import io.hv.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Who waits for devices to leave a domain's present machine. In the domain's transitions, save where it is said. */
final class Departures {

    private record Waiter(Departure<?> departure, Consumer<Optional<HypervisorException>> gone) {}

    private final List<Waiter> waiters = new ArrayList<>();

    /**
     * A device that is to leave.
     *
     * @param words what it is, for messages
     * @param name by which the machine tells of it
     * @param request asks the machine
     * @param spec what the device was, in which the job results
     * @param isIn whether a machine that is this has it
     * @param left changes the definition when it is out of the machine; nothing where that stays as it is
     */
    record Leaving<T>(
            String words,
            String name,
            Consumer<Machine> request,
            T spec,
            Predicate<DomainSpec> isIn,
            Optional<Runnable> left) {}

    /**
     * Asks the guest to let go of a device; the job ends when that is out of the machine, or with the machine, or when its
     * owner is {@link StatusBoard#abandon abandoned}.
     */
    <T> Job<T> begin(Transitions domain, Object owner, Leaving<T> device, Machine machine, Executor callbacks) {
        CompletableFuture<Runnable> forget = new CompletableFuture<>();
        DefaultJob<T> job = new DefaultJob<>(
                "detaching the " + device.words() + " of '" + domain.name() + "'", callbacks, cancelled -> {
                    forget.join().run();
                    cancelled.cancelled();
                });
        job.stage("waiting for the guest to let go of it");
        Departure<T> departure = new Departure<>(job, device);
        // In a transition, so after this one.
        Runnable forgetDevice = whenever(departure, failure -> {
            forget.join().run();
            departure.end(failure);
        });
        Runnable forgetEnd = domain.board()
                .whenever(
                        owner,
                        status -> !status.state().isActive(),
                        status -> {
                            forgetDevice.run();
                            departure.ended(domain.subject());
                        },
                        failure -> {
                            forgetDevice.run();
                            job.fail(failure);
                        });
        forget.complete(() -> {
            forgetDevice.run();
            forgetEnd.run();
        });
        try {
            device.request().accept(machine);
        } catch (RuntimeException | Error e) {
            boolean unused = job.cancel();
            throw e;
        }
        return job;
    }

    private synchronized Runnable whenever(Departure<?> departure, Consumer<Optional<HypervisorException>> gone) {
        Waiter waiter = new Waiter(departure, gone);
        waiters.add(waiter);
        return () -> forget(waiter);
    }

    /** For any thread: a job is cancelled, or the machine ends. */
    private synchronized void forget(Waiter waiter) {
        waiters.remove(waiter);
    }

    /**
     * Who waits for a device that has left, and nobody who asks for a later one of its name. For any thread.
     *
     * @return to be told in a transition what went wrong with it, if something did
     */
    synchronized List<Consumer<Optional<HypervisorException>>> due(String device) {
        List<Waiter> due = waiters.stream()
                .filter(waiter -> waiter.departure().device().equals(device))
                .toList();
        waiters.removeAll(due);
        return due.stream().map(Waiter::gone).toList();
    }

    /**
     * Does what follows when a device is out of the machine, for all that are, also where the machine has not told yet that
     * what they held is given back. So whoever asks for the definition now gets the one that stays.
     *
     * @param machine what the machine is now
     */
    void settle(DomainSpec machine) {
        left(machine).forEach(Departure::left);
    }

    private synchronized List<Departure<?>> left(DomainSpec machine) {
        return waiters.stream()
                .<Departure<?>>map(Waiter::departure)
                .filter(departure -> !departure.isIn(machine))
                .toList();
    }
}
