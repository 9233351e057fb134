package io.hv;

import org.jspecify.annotations.Nullable;

/** No agent is connected: the guest has not started it yet, has none, or has ended it. */
public final class AgentUnavailableException extends InvalidStateException {

    private static final long serialVersionUID = 1L;

    private static final String REMEDY =
            "wait for it by Agent.awaitReady(...); in the guest the package qemu-guest-agent has to be installed and started";

    /** With what was tried, of which domain, and what is known of the reason. */
    public AgentUnavailableException(String message, @Nullable Throwable cause) {
        super(message, REMEDY, cause);
    }
}
