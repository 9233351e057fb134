package io.hv.backend;

import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Who waits for devices to leave a domain's present machine. In the domain's transitions, save where it is said. */
final class Departures {

    private record Waiter(String device, Consumer<Optional<HypervisorException>> gone) {}

    private final List<Waiter> waiters = new ArrayList<>();

    /**
     * A device that is to leave.
     *
     * @param words what it is, for messages
     * @param name by which the machine tells of it
     * @param request asks the machine
     * @param spec what the device was, in which the job results
     * @param left done when it has gone
     */
    record Leaving<T>(String words, String name, Consumer<Machine> request, T spec, Runnable left) {}

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
        // In a transition, so after this one.
        Runnable forgetDevice = whenever(device.name(), failure -> {
            forget.join().run();
            end(job, device, failure);
        });
        Runnable forgetEnd = domain.board()
                .whenever(
                        owner,
                        status -> !status.state().isActive(),
                        status -> {
                            forgetDevice.run();
                            job.fail(new InvalidStateException(
                                    domain.subject() + " has ended before its guest let go of the " + device.words(),
                                    "nothing is to be done: without a machine there is no device"));
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

    /** The job ends whatever fails; what went wrong with the device comes first, as data may be lost by it. */
    private static <T> void end(DefaultJob<T> job, Leaving<T> device, Optional<HypervisorException> failure) {
        try {
            device.left().run();
        } catch (RuntimeException e) {
            HypervisorException why = failure.orElseGet(() -> {
                String what = "what was to follow when the " + device.words() + " had left";
                return e instanceof HypervisorException known ? known : failed(what, e);
            });
            if (why != e && why.getCause() != e) {
                why.addSuppressed(e);
            }
            job.fail(why);
            return;
        }
        failure.ifPresentOrElse(job::fail, () -> job.complete(device.spec()));
    }

    private static HypervisorException failed(String what, RuntimeException e) {
        return new HostFailureException(what + " failed: " + e, "look at the causes beneath this one", "detach", 0, e);
    }

    private synchronized Runnable whenever(String device, Consumer<Optional<HypervisorException>> gone) {
        Waiter waiter = new Waiter(device, gone);
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
                .filter(waiter -> waiter.device().equals(device))
                .toList();
        waiters.removeAll(due);
        return due.stream().map(Waiter::gone).toList();
    }
}
