package io.hv.shell.control;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames on a connection. One thread may read while others write. Channels are used as they are: the JDK's streams over them
 * do not write while a thread waits to read.
 */
final class Wire implements AutoCloseable {

    private static final int HEADER = 1 + Integer.BYTES;

    private final SocketChannel channel;
    private final ReentrantLock writing = new ReentrantLock();

    Wire(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Writes a whole frame; those of several threads follow one another. A thread whose interrupt flag was set before writes
     * all the same, and has it set after: a channel would be closed by it, and what an interrupted command says be lost.
     */
    void write(Frame frame) throws IOException {
        ByteBuffer content = frame.content().duplicate();
        if (content.remaining() > Frame.LONGEST) {
            throw new ProtocolException("a piece of " + content.remaining() + " bytes, of at most " + Frame.LONGEST);
        }
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + content.remaining())
                .put(frame.kind())
                .putInt(content.remaining())
                .put(content)
                .flip();
        writing.lock();
        boolean interrupted = Thread.interrupted();
        try {
            while (bytes.hasRemaining()) {
                int unused = channel.write(bytes);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            writing.unlock();
        }
    }

    /**
     * Interrupts a thread that writes here, though never while it does. A thread that an interrupt has woken may be in a
     * channel already when {@link Thread#interrupt} looks for one to close (it wakes first, since JDK 21): its last words
     * would be lost.
     *
     * @return false if it was not interrupted, because who reads has not read for so long
     */
    boolean interrupt(Thread writer, Duration patience) throws InterruptedException {
        if (!writing.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            writer.interrupt();
            return true;
        } finally {
            writing.unlock();
        }
    }

    /**
     * The next frame; nothing at the end.
     *
     * @throws ProtocolException if there is something else
     */
    Optional<Frame> read() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (!fill(header)) {
            return Optional.empty();
        }
        byte kind = header.get();
        int length = header.getInt();
        if (length < 0 || length > Frame.LONGEST) {
            throw new ProtocolException("a piece of " + length + " bytes, of at most " + Frame.LONGEST);
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        if (!fill(content)) {
            throw new ProtocolException("it ends within a piece");
        }
        return Optional.of(new Frame(kind, content));
    }

    /** Whether there was enough; false where there was nothing at all. */
    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                if (buffer.position() == 0) {
                    return false;
                }
                throw new ProtocolException("it ends within a piece");
            }
        }
        buffer.flip();
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
