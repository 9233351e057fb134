package io.hv.kvm.net.services;

/** Where frames go that the host sends into a network. Called by any thread, and by none that holds a lock of the sender's. */
@FunctionalInterface
public interface FrameOut {

    /**
     * Sends a frame, from its Ethernet header on, without the check sequence at its end.
     *
     * @param frame the bytes, which nobody changes afterwards
     * @param offset where it begins in them
     * @param length how many bytes it has
     */
    void send(byte[] frame, int offset, int length);
}
