package io.hv;

/** A host that may be opened here. Immutable. */
public final class Candidate {

    private final String uri;
    private final Support usable;

    private Candidate(String uri, Support usable) {
        this.uri = uri;
        this.usable = usable;
    }

    /** A candidate. */
    public static Candidate of(String uri, Support usable) {
        return new Candidate(uri, usable);
    }

    /** What {@link Host#open(String)} takes. */
    public String uri() {
        return uri;
    }

    /** Whether it can be used; if not, why, and what would help. */
    public Support usable() {
        return usable;
    }

    @Override
    public String toString() {
        return uri + ": " + usable;
    }
}
