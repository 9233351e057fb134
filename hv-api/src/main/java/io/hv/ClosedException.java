package io.hv;

import org.jspecify.annotations.Nullable;

/** The handle, or the host that it belongs to, was closed before. */
public final class ClosedException extends InvalidStateException {

    private static final long serialVersionUID = 1L;

    /** With what happened and why, and what to do about it. */
    public ClosedException(String message, String remedy) {
        super(message, remedy, null);
    }

    /** With what happened and why, what to do about it, and what lies beneath. */
    public ClosedException(String message, String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
