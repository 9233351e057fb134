package io.hv.kvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.InterruptibleChannel;

/**
 * A connection between this program and one of the guest's, see {@link Vsock}. Reading and writing block. Safe for any thread:
 * one reads while another one writes; several that write at once have their bytes mixed.
 *
 * <p>A thread that is interrupted while it waits closes the connection and gets a
 * {@link java.nio.channels.ClosedByInterruptException}; one that waits while another thread closes it gets an
 * {@link java.nio.channels.AsynchronousCloseException}.
 */
public interface VsockConnection extends ByteChannel, InterruptibleChannel {

    /** The guest's port. */
    long guestPort();

    /** The port on this side. */
    long hostPort();

    /**
     * Waits for bytes. What came before a guest's end of the connection is read first.
     *
     * @return how many, or -1 after the guest's last byte
     * @throws java.net.SocketException if the connection was reset: by the guest, with its device, or since the run is over
     */
    @Override
    int read(ByteBuffer target) throws IOException;

    /**
     * Writes all bytes, and waits for room where the guest is slow.
     *
     * @throws java.net.SocketException if the guest reads no more, or the connection was reset
     * @throws java.nio.channels.ClosedChannelException if the output was shut down, or the connection closed
     */
    @Override
    int write(ByteBuffer source) throws IOException;

    /** Writes no more: the guest finds the end behind what was written. Reading goes on. Idempotent. */
    void shutdownOutput() throws IOException;

    /** Ends both directions. What was written still reaches the guest, if it reads it. Idempotent. */
    @Override
    void close();
}
