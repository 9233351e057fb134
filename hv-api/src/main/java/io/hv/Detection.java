package io.hv;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which host to use here, and why. The property {@code hv.uri} decides; else the environment variable
 * {@code HV_DEFAULT_URI}; else the first usable candidate. Nothing is open before {@link #open()}. Immutable.
 */
public final class Detection {

    private final Optional<String> chosen;
    private final String why;
    private final List<Candidate> candidates;

    private Detection(Optional<String> chosen, String why, List<Candidate> candidates) {
        this.chosen = chosen;
        this.why = why;
        this.candidates = candidates;
    }

    static Detection fixed(String uri, String why) {
        return new Detection(Optional.of(uri), why, List.of(Candidate.of(uri, Support.yes())));
    }

    static Detection among(List<Candidate> candidates) {
        Optional<String> first = candidates.stream()
                .filter(candidate -> candidate.usable().isSupported())
                .map(Candidate::uri)
                .findFirst();
        return new Detection(
                first, first.isPresent() ? "the first that is usable" : "none is usable", List.copyOf(candidates));
    }

    /** The URI to use; empty where nothing is usable. */
    public Optional<String> uri() {
        return chosen;
    }

    /** How it was chosen. */
    public String why() {
        return why;
    }

    /** All that was looked at, best first. */
    public List<Candidate> candidates() {
        return candidates;
    }

    /**
     * Opens it.
     *
     * @throws NotFoundException if nothing is usable; the message lists every candidate with its reason and remedy
     */
    public Host open() {
        return Host.open(chosen.orElseThrow(() -> new NotFoundException(
                "no host is usable here: "
                        + (candidates.isEmpty()
                                ? "no backend on the class path offers one"
                                : candidates.stream().map(Candidate::toString).collect(Collectors.joining("; "))),
                "follow a remedy above, or name a host by -Dhv.uri or HV_DEFAULT_URI")));
    }

    @Override
    public String toString() {
        return chosen.orElse("nothing") + " (" + why + ")";
    }
}
