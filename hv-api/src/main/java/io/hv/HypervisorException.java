package io.hv;

import org.jspecify.annotations.Nullable;

/** The root of everything that hv throws. Each subclass is a meaning; the message says what and why. */
public abstract class HypervisorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** For the subclasses: the remedy is shown at the end of the message. */
    protected HypervisorException(String message, String remedy, @Nullable Throwable cause) {
        super(remedy.isEmpty() ? message : message + " [" + remedy + "]", cause);
        this.remedy = remedy;
    }

    /** What to do about it; empty where nothing is known to help. */
    public String remedy() {
        return remedy;
    }
}
