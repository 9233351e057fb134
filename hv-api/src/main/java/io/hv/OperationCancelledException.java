package io.hv;

import org.jspecify.annotations.Nullable;

/** The job was cancelled before it ended. */
public final class OperationCancelledException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /** With what happened and why, and what to do about it. */
    public OperationCancelledException(String message, String remedy) {
        super(message, remedy, null);
    }

    /** With what happened and why, what to do about it, and what lies beneath. */
    public OperationCancelledException(String message, String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
