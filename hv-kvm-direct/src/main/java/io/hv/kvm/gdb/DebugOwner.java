package io.hv.kvm.gdb;

/** Whom a machine belongs to that is debugged: who may let it run. Not for the machine's own threads. */
public interface DebugOwner {

    /**
     * Stops the machine until it is let go.
     *
     * @return lets it go, and run
     * @throws io.hv.InvalidStateException if it has ended
     */
    Runnable hold();

    /** Whether nobody else wants the machine to stand still. */
    boolean isAlone();

    /** Ends the machine, as a power cut does. Does not wait. */
    void kill();
}
