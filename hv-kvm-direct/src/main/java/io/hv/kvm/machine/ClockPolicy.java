package io.hv.kvm.machine;

/** How the guest's clocks, its time stamp counter and kvmclock, go on in a machine that begins from another's state. */
public enum ClockPolicy {

    /**
     * As the other machine's own do, without any step between the two. For a machine on the same host, and since the same
     * start of it.
     */
    FORK,

    /** From where they stood: the time in between did not happen for the guest. */
    CONTINUE,

    /** From where they would be by now, by the hosts' civil time. */
    CATCH_UP
}
