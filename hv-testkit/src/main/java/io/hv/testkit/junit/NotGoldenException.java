package io.hv.testkit.junit;

import java.util.Map;

/** A golden machine did not become ready, so there is nothing to fork. Its cause says why. */
final class NotGoldenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient Map<String, String> evidence;

    NotGoldenException(String name, Throwable because, Map<String, String> evidence) {
        super("the golden machine '" + name + "' did not become ready: " + because.getMessage(), because);
        this.name = name;
        this.evidence = Map.copyOf(evidence);
    }

    /** The same again, for another test that would have needed it. */
    NotGoldenException again() {
        NotGoldenException again = new NotGoldenException(name, this, evidence);
        return again;
    }

    String name() {
        return name;
    }

    /** What was known of it, see {@link io.hv.Domain#evidence()}. */
    Map<String, String> evidence() {
        return evidence;
    }
}
