package io.hv.libvirt;

import java.util.concurrent.TimeoutException;

/** The way to a domain's agent that libvirt is. Safe for any thread. */
interface AgentPort {

    /**
     * Has libvirt send a command, once, and waits for the answer.
     *
     * @param nanos how long to wait at most, up to a day
     * @throws LibvirtFailure if libvirt tells why there is none
     * @throws TimeoutException if libvirt tells nothing in time
     */
    String send(String command, long nanos) throws LibvirtFailure, TimeoutException;

    /** Whether nobody is at its other end: the domain is off or gone, or libvirt knows that the guest has the port closed. */
    boolean isClosed();
}
