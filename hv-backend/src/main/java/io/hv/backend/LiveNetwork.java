package io.hv.backend;

import io.hv.InvalidStateException;
import io.hv.NetworkSpec;
import io.hv.NotFoundException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A network of a {@link World}, active or not. Safe for any thread. */
final class LiveNetwork {

    private final World world;
    private final NetworkSpec spec;
    private final UUID uuid;
    /** Held while it is started, stopped or taken out: which of these is under way. */
    private final ReentrantLock transition = new ReentrantLock();

    private volatile @Nullable RunningNetwork running;
    private volatile boolean autostart;
    private volatile boolean undefined;

    /**
     * Not active.
     *
     * @param spec with its UUID
     */
    LiveNetwork(World world, NetworkSpec spec, UUID uuid) {
        this.world = world;
        this.spec = spec;
        this.uuid = uuid;
    }

    String name() {
        return spec.name();
    }

    UUID uuid() {
        return uuid;
    }

    NetworkSpec spec() {
        return spec;
    }

    void requireKnown() {
        if (undefined) {
            throw new NotFoundException(this + " is not on " + world.uri() + " any more", "define it again");
        }
    }

    boolean isActive() {
        return running != null;
    }

    Optional<String> bridge() {
        RunningNetwork now = running;
        return now == null ? Optional.empty() : now.bridge();
    }

    boolean isAutostart() {
        return autostart;
    }

    void autostart(boolean on) {
        autostart = on;
    }

    void start() {
        change("start", () -> {
            requireActive("start", false);
            world.requireOngoing();
            running = world.factory().start(spec);
        });
    }

    void stop() {
        change("stop", () -> {
            requireActive("stop", true);
            end();
        });
    }

    void undefine() {
        change("undefine", () -> {
            requireActive("undefine", false);
            world.networks().remove(this);
            undefined = true;
        });
    }

    /** The world is over: ends it if it is active, and waits for what is under way. */
    void close() {
        transition.lock();
        try {
            end();
        } finally {
            transition.unlock();
        }
    }

    private void end() {
        RunningNetwork last = running;
        running = null;
        if (last != null) {
            last.close();
        }
    }

    private void change(String verb, Runnable step) {
        Waits.lock(transition, verb + " of " + this);
        try {
            requireKnown();
            step.run();
        } finally {
            transition.unlock();
        }
    }

    private void requireActive(String verb, boolean wanted) {
        if (isActive() != wanted) {
            throw new InvalidStateException(
                    verb + " is not possible: " + this + (wanted ? " is not active" : " is active"),
                    wanted ? "start it first" : "stop it first");
        }
    }

    @Override
    public String toString() {
        return "the network '" + name() + "'";
    }
}
