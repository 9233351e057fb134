package io.hv.sketch;

/** How a program in a guest ended. Immutable. */
public interface ExecResult {

    /** Its status. */
    int exitCode();

    /** What it wrote to its standard output. */
    String output();

    /**
     * This, if its status is 0.
     *
     * @throws io.hv.HostFailureException else, with what it wrote to standard error
     */
    ExecResult orThrow();
}
