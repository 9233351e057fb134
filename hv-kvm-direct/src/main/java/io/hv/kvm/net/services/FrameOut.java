package io.hv.kvm.net.services;

/** Where frames go that the host sends into a network. Called by any thread, and by none that holds a lock of the sender's. */
@FunctionalInterface
public interface FrameOut {

    /**
     * Sends a frame, from its Ethernet header on, without the check sequence at its end.
     *
     * @param frame its bytes, which nobody changes afterwards
     */
    void send(byte[] frame);
}
