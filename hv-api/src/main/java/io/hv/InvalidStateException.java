package io.hv;

import org.jspecify.annotations.Nullable;

/** Not now: what was asked for is not possible in the present state. */
public class InvalidStateException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /** With what happened and why, and what to do about it. */
    public InvalidStateException(String message, String remedy) {
        super(message, remedy, null);
    }

    /** With what happened and why, what to do about it, and what lies beneath. */
    public InvalidStateException(String message, String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
