package io.hv.shell.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thread that writes to a connection is interrupted beside its writes, never within one. */
@Timeout(60)
class WireTest {

    private static final int ROUNDS = 5000;
    private static final String WORD = "interrupted";

    private final SynchronousQueue<Thread> writers = new SynchronousQueue<>();

    @TempDir
    private Path folder;

    private SocketChannel nearEnd;
    private Wire near;
    private Wire far;

    @BeforeEach
    void connect() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            nearEnd = SocketChannel.open(address);
            near = new Wire(nearEnd);
            far = new Wire(server.accept());
        }
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
    }

    /** With a plain {@link Thread#interrupt} the channel is closed before all is said. */
    @Test
    void whoIsInterruptedCanSayAtOnceThatItWas() throws Exception {
        CompletableFuture<Integer> said = CompletableFuture.supplyAsync(this::sayWhenInterrupted);
        Thread writer = writers.take();
        for (int i = 0; i < ROUNDS; i++) {
            assertTrue(near.interrupt(writer, Duration.ofSeconds(20)));
            for (int word = 0; word < 2; word++) {
                assertEquals(Optional.of(WORD), far.read().map(Frame::text), said::toString);
            }
        }
        assertEquals(ROUNDS, said.get());
    }

    private int sayWhenInterrupted() {
        int count = 0;
        try {
            writers.put(Thread.currentThread());
            while (count < ROUNDS) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    near.write(Frame.of(Frame.ERR, WORD));
                    near.write(Frame.of(Frame.ERR, WORD));
                    count++;
                }
            }
            return count;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("after " + count, e);
        }
    }

    /** Who does not read keeps it in a write. Then the connection is what has to be ended. */
    @Test
    void whoIsKeptInAWriteIsNotInterrupted() throws Exception {
        CompletableFuture<IOException> end = CompletableFuture.supplyAsync(this::writeToTheEnd);
        Thread writer = writers.take();
        while (near.interrupt(writer, Duration.ofMillis(100))) {
            assertFalse(end.isDone());
        }
        assertTrue(nearEnd.isOpen());
        near.close();
        assertFalse(end.get() instanceof ClosedByInterruptException, end.get().toString());
    }

    private IOException writeToTheEnd() {
        try {
            writers.put(Thread.currentThread());
            Frame frame = Frame.of(Frame.OUT, "a".repeat(1 << 16));
            while (true) {
                near.write(frame);
            }
        } catch (IOException e) {
            return e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
