package io.hv.kvm.probe;

/**
 * What came of a probe.
 *
 * @param probe what was tried
 * @param outcome how it went
 * @param detail what was seen, in a line; empty where it works
 */
public record ProbeResult(Probe probe, Outcome outcome, String detail) {

    /** How a probe went. */
    public enum Outcome {
        /** It works. */
        WORKS,
        /** CPUID does not offer it to guests, so no guest will miss it. */
        NOT_OFFERED,
        /** It does not work. */
        FAILS,
        /** The guest had not ended after as long as the probe may take. */
        SILENT
    }

    /** Whether a guest can rely on it: it works, or is not offered. */
    public boolean good() {
        return outcome == Outcome.WORKS || outcome == Outcome.NOT_OFFERED;
    }

    /** How it went and what was seen, in a line. */
    public String said() {
        String how = switch (outcome) {
            case WORKS -> "works";
            case NOT_OFFERED -> "not offered";
            case FAILS -> "does not work";
            case SILENT -> "never returns";
        };
        return how + (detail.isEmpty() ? "" : ", " + detail);
    }

    @Override
    public String toString() {
        return probe.id() + ": " + said();
    }
}
