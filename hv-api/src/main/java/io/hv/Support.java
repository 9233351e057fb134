package io.hv;

/** Whether something is supported, and if not, why and what to do about it. Immutable. */
public final class Support {

    private static final Support YES = new Support(true, "", "");

    private final boolean supported;
    private final String reason;
    private final String remedy;

    private Support(boolean supported, String reason, String remedy) {
        this.supported = supported;
        this.reason = reason;
        this.remedy = remedy;
    }

    /** Supported. */
    public static Support yes() {
        return YES;
    }

    /** Not supported. */
    public static Support no(String reason, String remedy) {
        return new Support(false, reason, remedy);
    }

    /** Whether it is supported. */
    public boolean isSupported() {
        return supported;
    }

    /** Why not; empty where it is supported. */
    public String reason() {
        return reason;
    }

    /** What would help; empty where it is supported. */
    public String remedy() {
        return remedy;
    }

    @Override
    public String toString() {
        return supported ? "yes" : "no: " + reason + ". " + remedy;
    }
}
