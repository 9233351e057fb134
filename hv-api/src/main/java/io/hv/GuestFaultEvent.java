package io.hv;

import java.time.Instant;
import java.util.UUID;

/** A guest broke the rules of a device. The machine goes on; only the guest's own view of the device suffers. */
public final class GuestFaultEvent implements DomainEvent {

    private final Instant time;
    private final UUID uuid;
    private final String name;
    private final String device;
    private final String rule;

    private GuestFaultEvent(Instant time, UUID uuid, String name, String device, String rule) {
        this.time = time;
        this.uuid = uuid;
        this.name = name;
        this.device = device;
        this.rule = rule;
    }

    /** An event that happens now. */
    public static GuestFaultEvent now(UUID uuid, String name, String device, String rule) {
        return new GuestFaultEvent(Instant.now(), uuid, name, device, rule);
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

    /** The device, for example {@code uart0}. */
    public String device() {
        return device;
    }

    /** What the guest did, and the section of the specification that forbids it where there is one. */
    public String rule() {
        return rule;
    }

    @Override
    public String toString() {
        return "'" + name + "' broke a rule of " + device + ": " + rule;
    }
}
