package io.hv.kvm.net;

/** A port that a program is connected to. Safe for any thread. */
public interface ProgramPort extends NetworkPort, AutoCloseable {

    /**
     * Sends a frame. Does not wait.
     *
     * @param frame an Ethernet frame without its checksum (FCS): 14 to 65,557 bytes, and the caller's again afterwards
     * @throws IllegalArgumentException if it has fewer, or more
     */
    void send(byte[] frame);

    /** Disconnects it, and waits for a call of its handler that is under way, if that is not the caller's. Idempotent. */
    @Override
    void close();
}
