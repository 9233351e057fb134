package io.hv.libvirt;

import io.hv.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * A secret of a host's came to be, has another value, or is no more; never the value itself. Events of one secret come in the
 * order in which they happened, and may come when the call that caused them has returned already. A host whose libvirt has no
 * secrets has none. Immutable.
 */
public final class LibvirtSecretEvent implements Event {

    private final Instant time = Instant.now();
    private final UUID uuid;
    private final LibvirtSecretUsage usage;
    private final String usageId;
    private final Type type;

    LibvirtSecretEvent(UUID uuid, LibvirtSecretUsage usage, String usageId, Type type) {
        this.uuid = uuid;
        this.usage = usage;
        this.usageId = usageId;
        this.type = type;
    }

    @Override
    public Instant time() {
        return time;
    }

    /** The UUID of the secret. */
    public UUID uuid() {
        return uuid;
    }

    /** What it is for. */
    public LibvirtSecretUsage usage() {
        return usage;
    }

    /** Which one it is for, in words of its usage; empty where it has none. */
    public String usageId() {
        return usageId;
    }

    /** What happened. */
    public Type type() {
        return type;
    }

    @Override
    public String toString() {
        return "secret " + uuid + " " + type;
    }

    /** What can happen to it. */
    public enum Type {
        /** It was defined, or its definition was changed. */
        DEFINED,
        /** {@link LibvirtSecret#undefine()}. */
        UNDEFINED,
        /** {@link LibvirtSecret#value(byte[])}. */
        VALUE_CHANGED
    }
}
