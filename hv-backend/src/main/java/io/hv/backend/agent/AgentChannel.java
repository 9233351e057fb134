package io.hv.backend.agent;

import java.nio.ByteBuffer;

/**
 * The host's end of a port into the guest, such as virtio-console's: bytes in their order, both ways. Whoever gives it to a
 * {@link ChannelWire} does not use it beside. Used by one thread at a time.
 */
public interface AgentChannel {

    /** What {@link #write} and {@link #read} return when nobody in the guest has the port open, or there is no guest. */
    int CLOSED = -1;

    /**
     * Gives the guest as many bytes as it takes now; waits until it takes one.
     *
     * @param nanos how long to wait at most
     * @return how many, 0 if none in time, or {@link #CLOSED}
     */
    int write(ByteBuffer bytes, long nanos) throws InterruptedException;

    /**
     * Takes the bytes from the guest that are there now; waits until there is one.
     *
     * @param nanos how long to wait at most
     * @return how many, 0 if none in time, or {@link #CLOSED}
     */
    int read(ByteBuffer into, long nanos) throws InterruptedException;
}
