package io.hv.kvm;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;

/**
 * Stream sockets between this program and the guest of one run of a domain, without a network (virtio 1.2, 5.10), from
 * {@link KvmDomain#vsock()}. For the guest this program is CID 2. There are at most {@value #MOST_CONNECTIONS} connections at
 * once, of which each holds at most {@value #BUFFER} bytes in either direction. Safe for any thread.
 *
 * <p>Connections end with a reset of the machine or of the guest's driver, and with the run. A clone, and a machine that is
 * restored, has none: its guest is told that its connections are over. Listeners stay until they are closed or the run ends.
 */
public interface Vsock {

    /** How many connections there can be at once. */
    int MOST_CONNECTIONS = 256;

    /** How many bytes of a connection wait at most for their reader here, and as many for the guest. */
    int BUFFER = 128 << 10;

    /** The largest port; each side has its own, from 0 on. */
    long MOST_PORT = 0xffff_fffeL;

    /** The guest's context id. */
    long cid();

    /**
     * Connects to a port that a program of the guest listens at.
     *
     * @param port 0 to {@link #MOST_PORT}
     * @param timeout how long to wait for the guest's answer; not negative
     * @throws java.net.ConnectException if nobody listens there, or no driver of the guest's is ready
     * @throws java.net.SocketTimeoutException if the guest does not answer in time
     * @throws java.nio.channels.ClosedByInterruptException if the thread is interrupted
     * @throws IOException if there are too many connections, or the run has ended
     */
    VsockConnection connect(long port, Duration timeout) throws IOException;

    /**
     * Listens at a port of this side, which the guest's programs connect to at CID 2.
     *
     * @param port 0 to {@link #MOST_PORT}
     * @throws java.net.BindException if somebody listens there already
     * @throws IOException if the run has ended
     */
    VsockListener listen(long port) throws IOException;

    /**
     * Listens at a Unix domain socket, and connects whoever connects there to a port of the guest's. Whoever may write to the
     * socket's path reaches the guest: choose a folder of your own.
     *
     * @param socket a path where nothing is yet; it is removed in the end
     * @param port the guest's, 0 to {@link #MOST_PORT}
     * @throws IOException if it cannot listen there
     */
    VsockBridge bridgeToGuest(UnixDomainSocketAddress socket, long port) throws IOException;

    /**
     * Listens at a port of this side, and connects the guest's programs that connect there to a Unix domain socket.
     *
     * @param port 0 to {@link #MOST_PORT}
     * @param socket where somebody listens, or will
     * @throws java.net.BindException if somebody listens at the port already
     * @throws IOException if the run has ended
     */
    VsockBridge bridgeToHost(long port, UnixDomainSocketAddress socket) throws IOException;
}
