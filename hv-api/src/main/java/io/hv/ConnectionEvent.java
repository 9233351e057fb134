package io.hv;

import java.time.Instant;

/**
 * A host's connection to its daemon was lost, or is there again. Hosts whose machines live in this process have none. While
 * it is lost, what needs the daemon fails with {@link HostUnavailableException}; handles stay good, and waits for a domain's
 * state go on and see it once the connection is there again. Events of that time are not told: who follows them looks anew
 * when it is {@link Type#RESTORED}. Consoles end, and can be opened again then. A transient domain cannot be ended while its
 * daemon is away: it goes on where the daemon was killed, and ends where only the line broke. Immutable.
 */
public final class ConnectionEvent implements Event {

    private final Instant time;
    private final Type type;
    private final String reason;

    private ConnectionEvent(Instant time, Type type, String reason) {
        this.time = time;
        this.type = type;
        this.reason = reason;
    }

    /**
     * An event that happens now.
     *
     * @param reason why it was lost, in the backend's words; empty where there is nothing to say
     */
    public static ConnectionEvent now(Type type, String reason) {
        return new ConnectionEvent(Instant.now(), type, reason);
    }

    @Override
    public Instant time() {
        return time;
    }

    /** What happened. */
    public Type type() {
        return type;
    }

    /** Why it was lost, in the backend's words; empty where there is nothing to say. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return "the connection is " + type + (reason.isEmpty() ? "" : ": " + reason);
    }

    /** What can happen to it. */
    public enum Type {
        /** The daemon ended, or does not answer. */
        LOST,
        /** It is there again. */
        RESTORED
    }
}
