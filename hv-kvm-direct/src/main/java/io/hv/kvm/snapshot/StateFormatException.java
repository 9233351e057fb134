package io.hv.kvm.snapshot;

/** Saved state that cannot be read, or a record that cannot be saved. The message names the place in the tree. */
public final class StateFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public StateFormatException(String message) {
        super(message);
    }

    public StateFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
