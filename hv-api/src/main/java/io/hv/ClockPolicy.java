package io.hv;

/** What a guest's clocks do about the time in which its machine was only a file. */
public enum ClockPolicy {
    /** They go on from where they stood: to the guest, no time has passed, and its wall clock is behind by as much. */
    CONTINUE,
    /** They are put forward: the guest's wall clock is right, and it sees a jump, as after a suspend to RAM. */
    CATCH_UP
}
