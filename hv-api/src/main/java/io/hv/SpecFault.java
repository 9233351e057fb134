package io.hv;

/** One thing wrong with a spec: where, what, why, and what to do. Immutable. */
public final class SpecFault {

    private final String path;
    private final String value;
    private final String why;
    private final String remedy;

    private SpecFault(String path, String value, String why, String remedy) {
        this.path = path;
        this.value = value;
        this.why = why;
        this.remedy = remedy;
    }

    /**
     * A fault.
     *
     * @param path the part of the spec, for example {@code boot.kernel}
     * @param value what stands there, as text
     */
    public static SpecFault of(String path, String value, String why, String remedy) {
        return new SpecFault(path, value, why, remedy);
    }

    /** The part of the spec, for example {@code boot.kernel}. */
    public String path() {
        return path;
    }

    /** What stands there. */
    public String value() {
        return value;
    }

    /** Why it cannot be. */
    public String why() {
        return why;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }

    @Override
    public String toString() {
        return path + " = " + value + ": " + why + ". " + remedy;
    }
}
