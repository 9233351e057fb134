package io.hv;

/** The states of a domain, as libvirt names them. */
public enum DomainState {
    /** Its vCPUs run. */
    RUNNING(true),
    /** It is there, and its vCPUs stand still. */
    PAUSED(true),
    /** It is about to be shut off. */
    SHUTDOWN(true),
    /** It is not there; only its definition is. */
    SHUTOFF(false),
    /** As {@link #SHUTOFF}, and the last run ended in a crash: {@link Domain#crash()} tells of it. */
    CRASHED(false),
    /** The guest has suspended itself to RAM. */
    PMSUSPENDED(true);

    private final boolean active;

    DomainState(boolean active) {
        this.active = active;
    }

    /** Whether a machine exists in this state. */
    public boolean isActive() {
        return active;
    }
}
