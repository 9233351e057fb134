package io.hv;

import java.time.Instant;
import java.util.UUID;

/** A domain came to be, changed its state, or is no more. Immutable. */
public final class LifecycleEvent implements DomainEvent {

    private final Instant time;
    private final UUID uuid;
    private final String name;
    private final Type type;
    private final DomainStatus status;

    private LifecycleEvent(Instant time, UUID uuid, String name, Type type, DomainStatus status) {
        this.time = time;
        this.uuid = uuid;
        this.name = name;
        this.type = type;
        this.status = status;
    }

    /** An event that happens now. */
    public static LifecycleEvent now(UUID uuid, String name, Type type, DomainStatus status) {
        return new LifecycleEvent(Instant.now(), uuid, name, type, status);
    }

    @Override
    public Instant time() {
        return time;
    }

    @Override
    public UUID uuid() {
        return uuid;
    }

    @Override
    public String name() {
        return name;
    }

    /** What happened. */
    public Type type() {
        return type;
    }

    /** The status that it led to. A listener that asks the domain sees this status or a later one. */
    public DomainStatus status() {
        return status;
    }

    @Override
    public String toString() {
        return "'" + name + "' " + type + " -> " + status;
    }

    /** What can happen, as libvirt names it. */
    public enum Type {
        /** {@link Host#define}. */
        DEFINED,
        /** {@link Domain#undefine()}. */
        UNDEFINED,
        /** It was started. */
        STARTED,
        /** Its vCPUs stand still. */
        SUSPENDED,
        /** Its vCPUs run again. */
        RESUMED,
        /** It is not active any more, for the reason in the status. */
        STOPPED,
        /** It is not active any more because the guest crashed. */
        CRASHED
    }
}
