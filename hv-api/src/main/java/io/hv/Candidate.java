package io.hv;

import java.util.List;
import java.util.stream.Collectors;

/** A host that may be opened here. Immutable. */
public final class Candidate {

    private final String uri;
    private final Support usable;
    private final List<Finding> notes;

    private Candidate(String uri, Support usable, List<Finding> notes) {
        this.uri = uri;
        this.usable = usable;
        this.notes = List.copyOf(notes);
    }

    /** A candidate. */
    public static Candidate of(String uri, Support usable) {
        return new Candidate(uri, usable, List.of());
    }

    /**
     * A candidate as a diagnosis sees it: usable unless there is a problem, of which the first is the reason; with the
     * warnings as notes.
     */
    public static Candidate of(String uri, Diagnosis diagnosis) {
        Support usable = diagnosis.findings(Finding.Severity.PROBLEM).stream()
                .findFirst()
                .map(problem -> Support.no(problem.found(), problem.remedy()))
                .orElseGet(Support::yes);
        return new Candidate(
                uri, usable, usable.isSupported() ? diagnosis.findings(Finding.Severity.WARNING) : List.of());
    }

    /** What {@link Host#open(String)} takes. */
    public String uri() {
        return uri;
    }

    /** Whether it can be used; if not, why, and what would help. */
    public Support usable() {
        return usable;
    }

    /** What to know before it is used: what will not work, or may run out. Empty where it cannot be used. */
    public List<Finding> notes() {
        return notes;
    }

    @Override
    public String toString() {
        return uri + ": " + usable
                + notes.stream().map(note -> ", but " + note.found()).collect(Collectors.joining());
    }
}
