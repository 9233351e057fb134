package io.hv.kvm.virtio.vsock;

import io.hv.kvm.VsockConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries bytes between a Unix domain socket and a connection to the guest until both directions are at their end. */
final class Pump {

    private static final int CHUNK = 64 << 10;
    private static final Logger LOG = LoggerFactory.getLogger("io.hv.kvm.vsock");

    private final Opening<SocketChannel> socket;
    private final Opening<VsockConnection> guest;
    private final List<Channel> ends = new ArrayList<>();
    private final AtomicInteger directions = new AtomicInteger(2);
    private boolean closed;

    /** How to get an end. */
    @FunctionalInterface
    interface Opening<C> {
        C open() throws IOException;
    }

    /** One whose first end is there already. */
    Pump(Opening<SocketChannel> socket, Opening<VsockConnection> guest, Channel first) {
        this.socket = socket;
        this.guest = guest;
        this.ends.add(first);
    }

    /**
     * Opens the other end, and carries until the guest's program has all.
     *
     * @param starter starts a thread that carries the other way
     * @param over told when both ends are closed
     */
    void toGuest(Consumer<Runnable> starter, Runnable over) {
        try {
            SocketChannel here = own(socket.open());
            VsockConnection there = own(guest.open());
            starter.accept(() -> direction(() -> copy(there, here, here::shutdownOutput), over));
            direction(() -> copy(here, there, there::shutdownOutput), over);
        } catch (IOException e) {
            LOG.debug("{}: {}", Thread.currentThread().getName(), e.toString());
            close();
            over.run();
        } catch (RuntimeException | Error e) {
            LOG.error("{}: a connection ends", Thread.currentThread().getName(), e);
            close();
            over.run();
        }
    }

    private synchronized <C extends Channel> C own(C end) throws IOException {
        ends.add(end);
        if (closed) {
            end.close();
        }
        return end;
    }

    /** What may fail, since either end may be gone at any time. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private void direction(Work work, Runnable over) {
        try {
            work.run();
        } catch (IOException e) {
            LOG.debug("{}: {}", Thread.currentThread().getName(), e.toString());
            close();
        } finally {
            if (directions.decrementAndGet() == 0) {
                close();
                over.run();
            }
        }
    }

    private static void copy(ByteChannel from, ByteChannel to, Work end) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        while (from.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                int unused = to.write(buffer);
            }
            buffer.clear();
        }
        end.run();
    }

    void close() {
        List<Channel> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(ends);
        }
        for (Channel end : left) {
            try {
                end.close();
            } catch (IOException e) {
                LOG.debug("{}: {}", Thread.currentThread().getName(), e.toString());
            }
        }
    }
}
