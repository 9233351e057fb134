package io.hv.backend;

import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.ResourceEvent;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link World} has beside its domains, active or not: a network, or a pool. Safe for any thread.
 *
 * @param <R> what it is while it is active
 */
abstract class LiveFacility<R> {

    private final World world;
    private final ResourceEvent.Kind kind;
    private final String name;
    private final UUID uuid;
    /** Held while it is started, stopped, taken out, or what is in it is changed: which of these is under way. */
    private final ReentrantLock transition = new ReentrantLock();

    private volatile @Nullable R running;
    private volatile boolean autostart;
    private volatile boolean undefined;

    /**
     * Not active.
     *
     * @param kind what it is
     */
    LiveFacility(World world, ResourceEvent.Kind kind, String name, UUID uuid) {
        this.world = world;
        this.kind = kind;
        this.name = name;
        this.uuid = uuid;
    }

    /** Has the factory of its world make it. */
    abstract R run(MachineFactory factory);

    /** Ends it. */
    abstract void end(R last);

    /** Takes it out of its world. */
    abstract void forget();

    /** What it is, for messages, for example {@code network}. */
    String kind() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Tells the hosts, in the order in which it happens. */
    void tell(ResourceEvent.Type type) {
        world.publish(ResourceEvent.now(kind, uuid, name, type));
    }

    String name() {
        return name;
    }

    UUID uuid() {
        return uuid;
    }

    World world() {
        return world;
    }

    void requireKnown() {
        if (undefined) {
            throw new NotFoundException(this + " is not on " + world.uri() + " any more", "define it again");
        }
    }

    boolean isActive() {
        return running != null;
    }

    /** Null while it is not active. */
    @Nullable
    R running() {
        return running;
    }

    /**
     * What it is while it is active.
     *
     * @param verb what is wanted of it, for the message
     * @throws InvalidStateException if it is not
     */
    R requireRunning(String verb) {
        R now = running;
        if (now == null) {
            throw new InvalidStateException(verb + " is not possible: " + this + " is not active", "start it first");
        }
        return now;
    }

    private void requireStopped(String verb) {
        if (running != null) {
            throw new InvalidStateException(verb + " is not possible: " + this + " is active", "stop it first");
        }
    }

    boolean isAutostart() {
        return autostart;
    }

    void autostart(boolean on) {
        autostart = on;
    }

    void start() {
        change("start", () -> {
            requireStopped("start");
            world.requireOngoing();
            running = run(world.factory());
            tell(ResourceEvent.Type.STARTED);
            return true;
        });
    }

    void stop() {
        change("stop", () -> {
            R last = requireRunning("stop");
            running = null;
            // Nobody is told of an end before it has come; one that fails is an end as well.
            try {
                end(last);
            } finally {
                tell(ResourceEvent.Type.STOPPED);
            }
            return true;
        });
    }

    void undefine() {
        change("undefine", () -> {
            requireStopped("undefine");
            forget();
            undefined = true;
            return true;
        });
    }

    /** The world is over: ends it if it is active, and waits for what is under way. */
    void close() {
        transition.lock();
        try {
            R last = running;
            running = null;
            if (last != null) {
                end(last);
            }
        } finally {
            transition.unlock();
        }
    }

    /** Does one step while nobody else does another. */
    <T> T change(String verb, Supplier<T> step) {
        Waits.lock(transition, verb + " of " + this);
        try {
            requireKnown();
            return step.get();
        } finally {
            transition.unlock();
        }
    }

    @Override
    public String toString() {
        return "the " + kind() + " '" + name + "'";
    }
}
