package io.hv.examples;

import io.hv.Domain;
import io.hv.HypervisorException;
import io.hv.LifecycleEvent;
import io.hv.Subscription;
import java.util.function.Consumer;

/** Keeps a domain running: starts it again when it has crashed, and gives up when the host refuses to. */
public final class Keeper implements AutoCloseable {

    /** How often a start is tried before giving up. */
    public static final int ATTEMPTS = 3;

    private final Domain domain;
    private final Consumer<HypervisorException> givingUp;
    private final Subscription subscription;

    /**
     * Keeps that domain from now on.
     *
     * @param givingUp told of the last failure, when the domain stays down
     */
    public Keeper(Domain domain, Consumer<HypervisorException> givingUp) {
        this.domain = domain;
        this.givingUp = givingUp;
        this.subscription = domain.host().events().on(LifecycleEvent.class, this::happened);
    }

    private void happened(LifecycleEvent event) {
        if (event.type() == LifecycleEvent.Type.CRASHED && event.uuid().equals(domain.uuid())) {
            restart(ATTEMPTS);
        }
    }

    private void restart(int attempts) {
        try {
            domain.start();
        } catch (HypervisorException e) {
            if (attempts == 1) {
                givingUp.accept(e);
            } else {
                restart(attempts - 1);
            }
        }
    }

    /** Keeps it no longer; it runs on. */
    @Override
    public void close() {
        subscription.close();
    }
}
