package io.hv;

/** What was waited for did not come in time. The operation that was waited for goes on. */
public final class OperationTimeoutException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    private final String evidence;

    /** With what was seen instead while waiting, for example the end of a console's output; perhaps empty. */
    public OperationTimeoutException(String message, String remedy, String evidence) {
        super(evidence.isEmpty() ? message : message + "; seen: " + evidence, remedy, null);
        this.evidence = evidence;
    }

    /** What was seen while waiting; empty where there is nothing to see. */
    public String evidence() {
        return evidence;
    }
}
