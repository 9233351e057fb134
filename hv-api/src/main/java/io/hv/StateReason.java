package io.hv;

/** Why a domain is in its state. */
public enum StateReason {
    /** The backend does not say. */
    UNKNOWN,
    /** Defined, and never started since. */
    DEFINED,
    /** Started. */
    BOOTED,
    /** Started with {@link StartFlag#PAUSED}. */
    STARTED_PAUSED,
    /** {@link Domain#suspend()}. */
    SUSPENDED,
    /** {@link Domain#resume()}. */
    RESUMED,
    /** The guest shut itself down, by itself or because it was asked to. */
    SHUT_DOWN,
    /** {@link Domain#destroy()}, or its owner was closed. */
    DESTROYED,
    /** The guest crashed. */
    CRASHED,
    /** The host failed to run it. */
    FAILED
}
