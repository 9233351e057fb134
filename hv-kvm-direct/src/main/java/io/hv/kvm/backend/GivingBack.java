package io.hv.kvm.backend;

import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.backend.MachineListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Gives back what departed devices held of the host, as that may take a while, and knows of which it has not yet. For any
 * thread.
 */
final class GivingBack {

    private final Executor workers;
    private final MachineListener listener;
    private final Map<String, Doing> underWay = new ConcurrentHashMap<>();

    /** A device whose things are given back, which is then told. */
    private record Doing(CompletableFuture<Void> released, CompletableFuture<Void> told) {}

    /**
     * Nothing to give back yet.
     *
     * @param workers do it; where they do not, whoever asks does
     * @param listener hears of each that is done
     */
    GivingBack(Executor workers, MachineListener listener) {
        this.workers = workers;
        this.listener = listener;
    }

    /**
     * Gives back what a device held; no other of its name has left meanwhile.
     *
     * @param known run first: from then on others know that it has left
     */
    void begin(Departed departed, Runnable known) {
        Doing doing = new Doing(new CompletableFuture<>(), new CompletableFuture<>());
        underWay.put(departed.name(), doing);
        try {
            known.run();
        } finally {
            start(() -> run(departed, doing));
        }
    }

    private void start(Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The host is closing, or has no thread left.
            work.run();
        }
    }

    private void run(Departed departed, Doing doing) {
        try {
            Optional<HypervisorException> failure = release(departed);
            boolean unused = doing.released.complete(null);
            listener.detached(departed.name(), failure);
        } finally {
            underWay.remove(departed.name(), doing);
            boolean unused = doing.told.complete(null);
        }
    }

    private static Optional<HypervisorException> release(Departed departed) {
        try {
            departed.release().run();
            return Optional.empty();
        } catch (HypervisorException e) {
            return Optional.of(e);
        } catch (RuntimeException | Error e) {
            return Optional.of(new HostFailureException(
                    "what the device " + departed.name() + " held of the host could not be given back: " + e,
                    "look at the causes beneath this one",
                    "close",
                    0,
                    e));
        }
    }

    /**
     * Whether a device of this name has left, and what it held is not given back yet. If it is, the listener has heard of it
     * when this returns.
     */
    boolean isUnderWay(String device) {
        Doing doing = underWay.get(device);
        if (doing == null) {
            return false;
        }
        if (!doing.released.isDone()) {
            return true;
        }
        doing.told.join();
        return false;
    }

    /** Waits until all is given back, and told. */
    void await() {
        underWay.values().forEach(doing -> doing.told.join());
    }
}
