package io.hv;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** A machine that another one was cloned from, as it was called then, and when that was. Immutable. */
public final class Origin {

    private final String name;
    private final UUID uuid;
    private final Instant time;

    private Origin(String name, UUID uuid, Instant time) {
        this.name = name;
        this.uuid = uuid;
        this.time = time;
    }

    /** A machine of this name and UUID, cloned at this time. */
    public static Origin of(String name, UUID uuid, Instant time) {
        return new Origin(Objects.requireNonNull(name), Objects.requireNonNull(uuid), Objects.requireNonNull(time));
    }

    /** The machine's name. */
    public String name() {
        return name;
    }

    /** The machine's UUID. */
    public UUID uuid() {
        return uuid;
    }

    /** When its state was taken. */
    public Instant time() {
        return time;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin that
                && name.equals(that.name)
                && uuid.equals(that.uuid)
                && time.equals(that.time);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, uuid, time);
    }

    @Override
    public String toString() {
        return "'" + name + "' (" + uuid + ") at " + time;
    }
}
