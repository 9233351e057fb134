package io.hv.kvm;

import io.hv.DomainEvent;
import java.time.Instant;
import java.util.UUID;

/** A guest has let its watchdog run out, see {@link KvmOptions#watchdog(WatchdogAction)}. Comes before what follows from it. */
public final class WatchdogEvent implements DomainEvent {

    private final Instant time;
    private final UUID uuid;
    private final String name;
    private final WatchdogAction action;

    private WatchdogEvent(Instant time, UUID uuid, String name, WatchdogAction action) {
        this.time = time;
        this.uuid = uuid;
        this.name = name;
        this.action = action;
    }

    /** An event that happens now. */
    public static WatchdogEvent now(UUID uuid, String name, WatchdogAction action) {
        return new WatchdogEvent(Instant.now(), uuid, name, action);
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

    /** What is done about it. */
    public WatchdogAction action() {
        return action;
    }

    @Override
    public String toString() {
        return "'" + name + "' has let its watchdog run out: " + action;
    }
}
