package io.hv;

import org.jspecify.annotations.Nullable;

/** The host cannot be opened here: its device or daemon is missing, forbidden, or too old. */
public final class HostUnavailableException extends HostFailureException {

    private static final long serialVersionUID = 1L;

    /** As {@link HostFailureException}. */
    public HostUnavailableException(
            String message, String remedy, String operation, int code, @Nullable Throwable cause) {
        super(message, remedy, operation, code, cause);
    }
}
