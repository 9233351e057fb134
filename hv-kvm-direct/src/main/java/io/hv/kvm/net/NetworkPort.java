package io.hv.kvm.net;

import io.hv.HostPath;

/** A port of a network inside this process, and the cable to whoever is connected to it. Safe for any thread. */
public interface NetworkPort {

    /** Its name, of which its network has no second one. */
    String name();

    /** What has passed. */
    PortStatistics statistics();

    /** Whether the cable is in; of a card see {@link io.hv.Nic#link}. */
    boolean isUp();

    /** What is wrong with the cable from now on, for both directions, each by itself. What is under way with earlier faults is lost. */
    default void faults(LinkFaults both) {
        faults(both, both);
    }

    /**
     * What is wrong with the cable from now on.
     *
     * @param sending for frames from whoever is connected
     * @param receiving for frames to it
     */
    void faults(LinkFaults sending, LinkFaults receiving);

    /** What is wrong with the cable for frames from whoever is connected. */
    LinkFaults sending();

    /** What is wrong with the cable for frames to it. */
    LinkFaults receiving();

    /**
     * Captures what passes, both directions, until it is closed: pcapng. What is sent is seen before the cable's faults, what is
     * received after them.
     *
     * @param file is written anew
     * @throws io.hv.HostFailureException if it cannot be written
     */
    NetworkCapture capture(HostPath file);
}
