package io.hv.testkit.contract;

/**
 * A contract that a backend does not keep, and why. It is reported as skipped, with the reason. A gap that is not there
 * any more fails: the entry has to go. Immutable.
 */
public final class KnownGap {

    private final String contract;
    private final String reason;
    private final boolean sometimes;

    private KnownGap(String contract, String reason, boolean sometimes) {
        this.contract = contract;
        this.reason = reason;
        this.sometimes = sometimes;
    }

    /**
     * The contract is run, and must fail.
     *
     * @param contract class and method, for example {@code ConsoleContract.firstByte}; for one of several runs of a
     *     method, its display name in brackets follows, for example {@code TransitionContract.verdict[reset of PAUSED]}
     */
    public static KnownGap always(String contract, String reason) {
        return new KnownGap(contract, reason, false);
    }

    /** The contract is not run, because it fails only now and then, or cannot be run at all. */
    public static KnownGap sometimes(String contract, String reason) {
        return new KnownGap(contract, reason, true);
    }

    /** Which contract, as for {@link #always}. */
    public String contract() {
        return contract;
    }

    /** Why the backend does not keep it. */
    public String reason() {
        return reason;
    }

    /** Whether the contract is not even run. */
    public boolean isSometimes() {
        return sometimes;
    }
}
