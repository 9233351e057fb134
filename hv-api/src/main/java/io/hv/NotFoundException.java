package io.hv;

import org.jspecify.annotations.Nullable;

/** There is nothing of that name, UUID, URI or path. */
public final class NotFoundException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /** With what happened and why, and what to do about it. */
    public NotFoundException(String message, String remedy) {
        super(message, remedy, null);
    }

    /** With what happened and why, what to do about it, and what lies beneath. */
    public NotFoundException(String message, String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
