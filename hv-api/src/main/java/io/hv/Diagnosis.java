package io.hv;

import io.hv.Finding.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was found about a backend on this machine: whether it can be used, and what it will lack. Immutable. */
public final class Diagnosis {

    private final String subject;
    private final List<Finding> findings;

    private Diagnosis(String subject, List<Finding> findings) {
        this.subject = subject;
        this.findings = List.copyOf(findings);
    }

    /**
     * A diagnosis.
     *
     * @param subject the backend's id, for example {@code kvm}
     * @param findings in the order in which they are to be read
     */
    public static Diagnosis of(String subject, List<Finding> findings) {
        return new Diagnosis(subject, findings);
    }

    /**
     * Asks every backend on the class path, also those of which no host can be opened here. May take a second the first
     * time, for tiny guests are run.
     */
    public static List<Diagnosis> ofThisMachine() {
        return Providers.diagnose();
    }

    /** Whose diagnosis it is: a backend's id. */
    public String subject() {
        return subject;
    }

    /** All that was looked at. */
    public List<Finding> findings() {
        return findings;
    }

    /** Those that are at least so bad. */
    public List<Finding> findings(Severity least) {
        return findings.stream()
                .filter(finding -> finding.severity().compareTo(least) >= 0)
                .toList();
    }

    /** The finding of that id. */
    public Optional<Finding> find(String id) {
        return findings.stream().filter(finding -> finding.id().equals(id)).findFirst();
    }

    /** The worst severity; {@link Severity#OK} where nothing was looked at. */
    public Severity worst() {
        return findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.OK);
    }

    /** A line for each finding. */
    @Override
    public String toString() {
        return subject + ":"
                + findings.stream().map(finding -> "\n  " + finding).collect(Collectors.joining());
    }
}
