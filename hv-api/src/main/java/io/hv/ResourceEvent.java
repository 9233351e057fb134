package io.hv;

import java.time.Instant;
import java.util.UUID;

/**
 * A network or a pool of a host's came to be, was started or stopped, or is no more. Events of one of them come in the
 * order in which they happened; where a host has a daemon, one may come when the call that caused it has returned already.
 * Immutable.
 */
public final class ResourceEvent implements Event {

    private final Instant time;
    private final Kind kind;
    private final UUID uuid;
    private final String name;
    private final Type type;

    private ResourceEvent(Instant time, Kind kind, UUID uuid, String name, Type type) {
        this.time = time;
        this.kind = kind;
        this.uuid = uuid;
        this.name = name;
        this.type = type;
    }

    /** An event that happens now. */
    public static ResourceEvent now(Kind kind, UUID uuid, String name, Type type) {
        return new ResourceEvent(Instant.now(), kind, uuid, name, type);
    }

    @Override
    public Instant time() {
        return time;
    }

    /** What it happened to. */
    public Kind kind() {
        return kind;
    }

    /** The UUID of the network or the pool. */
    public UUID uuid() {
        return uuid;
    }

    /** Its name when it happened. */
    public String name() {
        return name;
    }

    /** What happened. */
    public Type type() {
        return type;
    }

    @Override
    public String toString() {
        return kind + " '" + name + "' " + type;
    }

    /** What a host has beside domains. */
    public enum Kind {
        /** A {@link Network}. */
        NETWORK,
        /** A {@link Pool}. */
        POOL
    }

    /** What can happen, as libvirt names it. */
    public enum Type {
        /** {@link Host#define(NetworkSpec)} or {@link Host#define(PoolSpec)}. */
        DEFINED,
        /** {@link Network#undefine()} or {@link Pool#undefine()}. */
        UNDEFINED,
        /** {@link Network#start()} or {@link Pool#start()}. */
        STARTED,
        /** {@link Network#stop()} or {@link Pool#stop()}, or its host ended it. */
        STOPPED
    }
}
