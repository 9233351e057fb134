package io.hv;

/** How a domain is started. */
public enum StartFlag {
    /** It is set up, and its vCPUs stand still until {@link Domain#resume()}. */
    PAUSED
}
