package io.hv.backend;

/**
 * A machine stands still for a reason of its backend's: a debugger, a dump. Several holds may be in force at once; the
 * machine goes on after the last. One that is let go twice, or after the machine has ended, does nothing. Safe for any
 * thread that is not the machine's own.
 */
public interface Hold extends AutoCloseable {

    /**
     * Lets go: the domain is then in the state that it had before the first hold.
     *
     * @throws io.hv.HypervisorException if it cannot go on; it stays paused then, and nothing holds it
     */
    @Override
    void close();

    /**
     * Lets go, and lets the machine run whatever it did before the first hold.
     *
     * @throws io.hv.HypervisorException if it cannot go on; it stays paused then, and nothing holds it
     */
    void resume();
}
