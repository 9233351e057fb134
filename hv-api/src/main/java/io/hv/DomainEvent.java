package io.hv;

import java.util.UUID;

/** Something that happened to a domain. Events of one domain come in the order in which they happened. */
public interface DomainEvent extends Event {

    /** The domain's UUID. */
    UUID uuid();

    /** The domain's name when it happened. */
    String name();
}
