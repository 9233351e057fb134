package io.hv;

/** The waiting thread was interrupted. Its interrupt flag is set again. */
public final class InterruptedOperationException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Sets the current thread's interrupt flag.
     *
     * @param operation what was interrupted, for example {@code start of 'web'}
     */
    public InterruptedOperationException(String operation) {
        super(operation + " was interrupted", "", null);
        Thread.currentThread().interrupt();
    }
}
