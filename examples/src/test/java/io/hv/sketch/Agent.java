package io.hv.sketch;

/** A guest's agent. */
public interface Agent {

    /** Runs a program in the guest and waits for its end. */
    ExecResult exec(String... command);
}
