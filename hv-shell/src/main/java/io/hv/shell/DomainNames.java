package io.hv.shell;

import io.hv.Domain;
import io.hv.Host;
import java.util.Optional;
import java.util.UUID;

/** Finds the domain that somebody means. */
final class DomainNames {

    static final String WHAT = "Its name, or its UUID.";

    private DomainNames() {}

    /**
     * By its name; where none is called so, by its UUID.
     *
     * @throws io.hv.NotFoundException if there is none
     */
    static Domain find(Host host, String text) {
        Optional<Domain> named = host.findDomain(text);
        return named.isPresent() ? named.get() : byUuid(host, text).orElseGet(() -> host.domain(text));
    }

    private static Optional<Domain> byUuid(Host host, String text) {
        try {
            return host.findDomain(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
