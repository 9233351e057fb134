package io.hv;

import org.jspecify.annotations.Nullable;

/** Something of that name or UUID is there already. */
public final class AlreadyExistsException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /** With what happened and why, and what to do about it. */
    public AlreadyExistsException(String message, String remedy) {
        super(message, remedy, null);
    }

    /** With what happened and why, what to do about it, and what lies beneath. */
    public AlreadyExistsException(String message, String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
