package io.hv.backend;

import java.util.Optional;

/** A network that is active, as a {@link MachineFactory} makes it. Safe for any thread. */
public interface RunningNetwork extends AutoCloseable {

    /** The host's name of the bridge that it is on; empty where it is on none. The same answer each time. */
    default Optional<String> bridge() {
        return Optional.empty();
    }

    /**
     * Ends it. Called once.
     *
     * @throws io.hv.HypervisorException if something could not be released; it is not active any more all the same
     */
    @Override
    void close();
}
