package io.hv.kvm.gdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A connection that never blocks. While the other side does not read what it was sent, nothing more is read of it: it
 * cannot make hv keep more than the answers to a buffer of questions. For one thread.
 */
final class Link implements AutoCloseable {

    private static final int BUFFER = 4096;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER).limit(0);
    private final Queue<ByteBuffer> out = new ArrayDeque<>();

    Link(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    boolean is(SelectionKey other) {
        return key.equals(other);
    }

    /** Sends what can be sent now, and the rest later. */
    void send(byte[] bytes) throws IOException {
        out.add(ByteBuffer.wrap(bytes));
        flush();
    }

    private void flush() throws IOException {
        for (ByteBuffer next = out.peek(); next != null; next = out.peek()) {
            channel.write(next);
            if (next.hasRemaining()) {
                break;
            }
            out.remove();
        }
        key.interestOps(out.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_WRITE);
    }

    /**
     * Does what is possible now.
     *
     * @return false if the other side has hung up
     */
    boolean move(PacketDecoder decoder) throws IOException {
        flush();
        if (out.isEmpty() && !in.hasRemaining()) {
            in.clear();
            int count = channel.read(in);
            in.flip();
            if (count < 0) {
                return false;
            }
        }
        while (out.isEmpty() && in.hasRemaining() && channel.isOpen()) {
            decoder.accept(in.get());
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
