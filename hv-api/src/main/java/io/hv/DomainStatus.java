package io.hv;

/** A domain's state and the reason for it, taken at one moment. Immutable. */
public final class DomainStatus {

    private final DomainState state;
    private final StateReason reason;

    private DomainStatus(DomainState state, StateReason reason) {
        this.state = state;
        this.reason = reason;
    }

    /** A status. */
    public static DomainStatus of(DomainState state, StateReason reason) {
        return new DomainStatus(state, reason);
    }

    /** The state. */
    public DomainState state() {
        return state;
    }

    /** Why it is in that state. */
    public StateReason reason() {
        return reason;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainStatus that && state == that.state && reason == that.reason;
    }

    @Override
    public int hashCode() {
        return state.hashCode() * 31 + reason.hashCode();
    }

    @Override
    public String toString() {
        return state + " (" + reason + ")";
    }
}
