package io.hv.libvirt;

import com.sun.jna.Pointer;
import io.hv.ClosedException;
import io.hv.backend.ConsoleBuffer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.Libvirt.VirStreamEventCallback;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StreamPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * libvirt's stream to the serial console of one run of a domain: what comes goes into the buffer, what is typed there
 * goes out. Begins when it is made and ends with the machine, with the connection, or by {@link #close}. All of it
 * happens on the event loop's thread.
 */
final class ConsoleStream implements VirStreamEventCallback {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");
    /** What libvirt's calls of streams return where there is nothing to take, or no room. */
    private static final int WOULD_BLOCK = -2;

    private static final int CHUNK = 4096;

    private final Connection connection;
    private final LibvirtCalls calls;
    private final EventLoop loop;
    private final StreamPointer stream;
    private final Connection.Lease lease;
    private final ConsoleBuffer buffer;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(CHUNK);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(CHUNK).limit(0);
    private final CountDownLatch ended = new CountDownLatch(1);

    private ConsoleStream(Connection connection, StreamPointer stream, Connection.Lease lease, ConsoleBuffer buffer) {
        this.connection = connection;
        this.calls = connection.calls();
        this.loop = connection.loop();
        this.stream = stream;
        this.lease = lease;
        this.buffer = buffer;
    }

    /** Opens the serial console of a machine; {@link #begin} is for the caller. */
    static ConsoleStream open(Connection connection, DomainRef domain, ConsoleBuffer buffer) throws LibvirtFailure {
        LibvirtCalls calls = connection.calls();
        Connection.Lease held = connection.lease();
        @Nullable StreamPointer stream = calls.virStreamNew(held.pointer(), LibvirtCalls.STREAM_NONBLOCK);
        if (stream != null && calls.virDomainOpenConsole(domain.pointer(), null, stream, 0) == 0) {
            return new ConsoleStream(connection, stream, held, buffer);
        }
        LibvirtFailure failure = LibvirtFailure.last(calls, stream == null ? "virStreamNew" : "virDomainOpenConsole");
        if (stream != null) {
            calls.virStreamFree(stream);
        }
        held.close();
        throw failure;
    }

    /** Begins to move bytes. Called once. */
    void begin() throws LibvirtFailure {
        try {
            connection.add(this);
        } catch (ClosedException e) {
            release(false);
            throw e;
        }
        AtomicReference<@Nullable LibvirtFailure> failure = new AtomicReference<>();
        loop.run(() -> {
            if (calls.virStreamEventAddCallback(stream, LibvirtCalls.STREAM_IN, this, null, null) < 0) {
                failure.set(LibvirtFailure.last(calls, "virStreamEventAddCallback"));
                release(false);
            }
        });
        LibvirtFailure failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        buffer.onInput(() -> loop.run(this::send));
        if (connection.isLost(lease.link())) {
            // The loss may have come before it took part.
            close();
        }
    }

    @Override
    public void eventCallback(StreamPointer same, int events, @Nullable Pointer opaque) {
        try {
            receive();
            if ((events & LibvirtCalls.STREAM_WRITABLE) != 0) {
                send();
            }
            if ((events & (LibvirtCalls.STREAM_ERROR | LibvirtCalls.STREAM_HANGUP)) != 0) {
                finish(false);
            }
        } catch (RuntimeException e) {
            // Nothing may be thrown into libvirt.
            LOG.error("the {} could not be served", buffer, e);
            finish(false);
        }
    }

    private void receive() {
        while (!isEnded()) {
            incoming.clear();
            int count = calls.virStreamRecv(stream, incoming, new SizeT(CHUNK));
            if (count == WOULD_BLOCK) {
                return;
            }
            if (count <= 0) {
                finish(count == 0);
                return;
            }
            for (int i = 0; i < count; i++) {
                buffer.output(incoming.get(i));
            }
        }
    }

    private void send() {
        while (!isEnded() && fill()) {
            // JNA hands over a buffer's beginning, whatever its position.
            int count = calls.virStreamSend(stream, outgoing.slice(), new SizeT(outgoing.remaining()));
            if (count == WOULD_BLOCK) {
                calls.virStreamEventUpdateCallback(stream, LibvirtCalls.STREAM_IN | LibvirtCalls.STREAM_WRITABLE);
                return;
            }
            if (count < 0) {
                finish(false);
                return;
            }
            outgoing.position(outgoing.position() + count);
        }
        if (!isEnded()) {
            calls.virStreamEventUpdateCallback(stream, LibvirtCalls.STREAM_IN);
        }
    }

    /** Whether there is something to send. */
    private boolean fill() {
        if (!outgoing.hasRemaining()) {
            outgoing.clear();
            int value = buffer.input();
            while (value >= 0) {
                outgoing.put((byte) value);
                value = outgoing.hasRemaining() ? buffer.input() : -1;
            }
            outgoing.flip();
        }
        return outgoing.hasRemaining();
    }

    private void finish(boolean orderly) {
        if (!isEnded()) {
            calls.virStreamEventRemoveCallback(stream);
            release(orderly);
        }
    }

    private void release(boolean orderly) {
        if ((orderly ? calls.virStreamFinish(stream) : calls.virStreamAbort(stream)) < 0) {
            LOG.debug("the stream of the {} did not end in order", buffer, LibvirtFailure.last(calls, "virStream"));
        }
        calls.virStreamFree(stream);
        buffer.end();
        connection.remove(this);
        lease.close();
        ended.countDown();
    }

    /** Whether it is one of that connection's of libvirt. */
    boolean isOf(Link link) {
        return lease.link() == link;
    }

    /** Whether no byte comes or goes any more. */
    boolean isEnded() {
        return ended.getCount() == 0;
    }

    /** Waits for the end of a stream whose machine has stopped; false if it does not come in time. */
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Takes what has come, and ends it; the machine goes on. Idempotent. */
    void close() {
        loop.run(() -> {
            receive();
            finish(false);
        });
    }
}
