package io.hv;

/**
 * A network that is active and whose frames its host can write down, from {@code network.as(CapturableNetwork.class)}, which
 * throws an {@link UnsupportedFeatureException} where the host cannot. Safe for any thread.
 */
public interface CapturableNetwork {

    /**
     * Captures what all who are connected send, those too that are connected later, until what this returns is closed, or
     * the network is stopped.
     *
     * @param file of the network's host; it is written anew, as pcapng
     * @throws HostFailureException if it cannot be written
     * @throws NotFoundException if no file can be called that there
     */
    Capture capture(HostPath file);
}
