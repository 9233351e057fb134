package io.hv.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * QEMU's peer, by a socket of the host's: what its back end {@code stream} writes, each frame behind its length in four
 * bytes, goes back. All frames of one read go back by one write, and nothing is ever lost on the way: of QEMU's socket back
 * ends the one that takes the fewest system calls for a frame.
 */
final class StreamEcho implements AutoCloseable {

    private static final int ROOM = 1 << 18;

    private final ServerSocketChannel server;
    private final CompletableFuture<Void> ended;

    /** Listens there, on a thread of its own, until it is closed. */
    StreamEcho(Path socket) {
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ended = new CompletableFuture<>();
        Thread thread = new Thread(this::run, "bench/stream-echo");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        ByteBuffer frames = ByteBuffer.allocateDirect(ROOM);
        try {
            while (server.isOpen()) {
                try (SocketChannel guest = server.accept()) {
                    echo(guest, frames.clear());
                }
            }
            ended.complete(null);
        } catch (ClosedChannelException e) {
            // As close() wants it.
            ended.complete(null);
        } catch (IOException | RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    /** Until QEMU ends: a connection that breaks ends like one that is closed, and a turn that wanted more says so itself. */
    private static void echo(SocketChannel guest, ByteBuffer frames) {
        try {
            while (guest.read(frames) >= 0) {
                frames.flip();
                int read = frames.limit();
                frames.limit(turn(frames));
                while (frames.hasRemaining()) {
                    int unused = guest.write(frames);
                }
                frames.limit(read).compact();
            }
        } catch (IOException e) {
            System.err.println("QEMU's end of the cable: " + e.getMessage());
        }
    }

    /** Turns all frames that are there as a whole; says where the last of them ends. */
    private static int turn(ByteBuffer frames) {
        int at = 0;
        while (at + Integer.BYTES <= frames.limit() && at + Integer.BYTES + frames.getInt(at) <= frames.limit()) {
            NetEcho.turn(frames, at + Integer.BYTES);
            at += Integer.BYTES + frames.getInt(at);
        }
        return at;
    }

    /** Ends it; what went wrong with its socket is thrown. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Void unused = ended.join();
    }
}
