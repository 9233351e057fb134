package io.hv;

import java.nio.file.Path;

/**
 * A network that is active and whose frames its host can write down, from {@code network.as(CapturableNetwork.class)}, which
 * throws an {@link UnsupportedFeatureException} where the host cannot. Safe for any thread.
 */
public interface CapturableNetwork {

    /**
     * Captures what all who are connected send, those too that are connected later, until what this returns is closed, or
     * the network is stopped. The file is complete then; closing is idempotent, and throws a {@link HostFailureException} if
     * something could not be written.
     *
     * @param file is written anew, as pcapng
     * @throws HostFailureException if it cannot be written
     */
    AutoCloseable capture(Path file);
}
