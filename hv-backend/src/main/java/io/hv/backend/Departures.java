package io.hv.backend;

import io.hv.HypervisorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Who waits for devices to leave a domain's present machine. Safe for any thread. */
final class Departures {

    private record Waiter(String device, Consumer<Optional<HypervisorException>> gone) {}

    private final List<Waiter> waiters = new ArrayList<>();

    /**
     * Calls once when a device has left, with what went wrong then.
     *
     * @param device its name
     * @return ends the wait without a call
     */
    synchronized Runnable whenever(String device, Consumer<Optional<HypervisorException>> gone) {
        Waiter waiter = new Waiter(device, gone);
        waiters.add(waiter);
        return () -> forget(waiter);
    }

    private synchronized void forget(Waiter waiter) {
        waiters.remove(waiter);
    }

    /** A device has left. */
    void gone(String device, Optional<HypervisorException> failure) {
        List<Waiter> due;
        synchronized (this) {
            due = waiters.stream()
                    .filter(waiter -> waiter.device().equals(device))
                    .toList();
            waiters.removeAll(due);
        }
        due.forEach(waiter -> waiter.gone().accept(failure));
    }
}
