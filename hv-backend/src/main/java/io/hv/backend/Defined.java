package io.hv.backend;

import io.hv.Definition;
import io.hv.DomainSpec;
import io.hv.InvalidStateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a domain is defined as: a spec, with its document where there is one; or the reason for which that cannot be read.
 * Immutable.
 */
final class Defined {

    private final @Nullable DomainSpec spec;
    private final Optional<Definition> document;
    private final String unreadable;

    private Defined(@Nullable DomainSpec spec, Optional<Definition> document, String unreadable) {
        this.spec = spec;
        this.document = document;
        this.unreadable = unreadable;
    }

    static Defined as(DomainSpec spec) {
        return new Defined(spec, Optional.empty(), "");
    }

    static Defined as(DomainSpec spec, Definition document) {
        return new Defined(spec, Optional.of(document), "");
    }

    static Defined unreadable(String why) {
        return new Defined(null, Optional.empty(), why);
    }

    boolean isReadable() {
        return spec != null;
    }

    /** Why it cannot be read; empty where it can. */
    String why() {
        return unreadable;
    }

    DomainSpec spec(String subject) {
        if (spec == null) {
            throw unreadable(subject, "this");
        }
        return spec;
    }

    Optional<Definition> document() {
        return document;
    }

    InvalidStateException unreadable(String subject, String operation) {
        return new InvalidStateException(
                operation + " is not possible: what " + subject + " is defined as cannot be read: " + unreadable,
                "mend the file, or undefine the domain");
    }
}
