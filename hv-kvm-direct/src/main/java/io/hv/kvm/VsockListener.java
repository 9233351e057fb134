package io.hv.kvm;

import java.io.IOException;
import java.time.Duration;

/**
 * A port of this side that programs of the guest connect to, see {@link Vsock#listen}. {@value #BACKLOG} connections wait to
 * be accepted; more are refused. Safe for any thread.
 */
public interface VsockListener extends AutoCloseable {

    /** How many connections wait. */
    int BACKLOG = 64;

    /** The port. */
    long port();

    /**
     * Waits for a connection.
     *
     * @throws java.nio.channels.ClosedByInterruptException if the thread is interrupted; the listener is closed then
     * @throws java.nio.channels.ClosedChannelException if the listener is closed, or the run has ended
     */
    VsockConnection accept() throws IOException;

    /**
     * Waits for a connection, for a while.
     *
     * @param timeout not negative; zero does not wait
     * @throws java.net.SocketTimeoutException if none comes in time
     * @throws java.nio.channels.ClosedByInterruptException if the thread is interrupted; the listener is closed then
     * @throws java.nio.channels.ClosedChannelException if the listener is closed, or the run has ended
     */
    VsockConnection accept(Duration timeout) throws IOException;

    /** Listens no more; connections that wait are reset, those that were accepted stay. Idempotent. */
    @Override
    void close();
}
