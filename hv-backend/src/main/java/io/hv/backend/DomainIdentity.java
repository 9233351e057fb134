package io.hv.backend;

import io.hv.NotFoundException;
import java.net.URI;
import java.util.UUID;

/**
 * Which domain of which host is meant. Immutable.
 *
 * @param host where it is
 */
record DomainIdentity(String name, UUID uuid, URI host) {

    /** It in words, for messages. */
    String subject() {
        return "the domain '" + name + "'";
    }

    /** What to throw once its host does not know it any more. */
    NotFoundException notFound() {
        return new NotFoundException(subject() + " is not on " + host + " any more", "define it again");
    }
}
