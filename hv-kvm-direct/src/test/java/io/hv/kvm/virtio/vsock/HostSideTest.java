package io.hv.kvm.virtio.vsock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.Vsock;
import io.hv.kvm.VsockConnection;
import io.hv.kvm.VsockListener;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of the host's that wait: for an answer, for bytes, for room, for a connection. */
@Timeout(120)
class HostSideTest {

    private static final int PORT = 1024;
    private static final int GUEST = 5000;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final VsockRig rig = new VsockRig().started();

    /** A thread of the host's. */
    private static final class Host<T> {

        private final FutureTask<T> task;
        final Thread thread;

        Host(Callable<T> work) {
            task = new FutureTask<>(work);
            thread = new Thread(task, "host");
            thread.setDaemon(true);
            thread.start();
        }

        T result() throws Exception {
            return task.get();
        }

        @Nullable
        Throwable failure() {
            return assertThrows(ExecutionException.class, task::get).getCause();
        }

        void awaitWaiting() {
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
                assertTrue(thread.isAlive(), "it does not wait");
                Thread.onSpinWait();
            }
        }
    }

    private VsockConnection connected() throws Exception {
        Host<VsockConnection> host = new Host<>(() -> rig.host.connect(GUEST, LONG));
        PacketHeader request = rig.awaitPacket().header();
        assertEquals(PacketHeader.REQUEST, request.op());
        assertEquals(GUEST, request.toPort());
        assertEquals(Vsock.BUFFER, request.space());
        rig.send(PacketHeader.RESPONSE, request.fromPort(), GUEST);
        return host.result();
    }

    @Test
    void theHostConnects() throws Exception {
        try (VsockConnection first = connected();
                VsockConnection second = connected()) {
            assertTrue(first.hostPort() != second.hostPort());
            rig.write((int) second.hostPort(), GUEST, "to the second", 0);
            assertEquals("to the second", VirtioSocketTest.read(second, 99));
            assertEquals(4, first.write(ByteBuffer.wrap(new byte[4])));
            assertEquals(first.hostPort(), rig.packets().get(0).header().fromPort());
        }
    }

    @Test
    void aPortThatIsRefused() throws Exception {
        Host<VsockConnection> host = new Host<>(() -> rig.host.connect(GUEST, LONG));
        rig.send(PacketHeader.RST, rig.awaitPacket().header().fromPort(), GUEST);
        assertInstanceOf(ConnectException.class, host.failure());
    }

    @Test
    void anAnswerThatIsNone() throws Exception {
        Host<VsockConnection> host = new Host<>(() -> rig.host.connect(GUEST, LONG));
        int port = rig.awaitPacket().header().fromPort();
        rig.send(PacketHeader.CREDIT_UPDATE, port, GUEST);
        assertInstanceOf(SocketException.class, host.failure());
        assertEquals(List.of("RST"), rig.told());
    }

    @Test
    void nobodyAnswers() throws Exception {
        assertThrows(SocketTimeoutException.class, () -> rig.host.connect(GUEST, Duration.ZERO));
        assertEquals(List.of(), rig.told(), "it was given up before it was sent");
        Host<VsockConnection> host = new Host<>(() -> rig.host.connect(GUEST, Duration.ofMillis(200)));
        int port = rig.awaitPacket().header().fromPort();
        assertInstanceOf(SocketTimeoutException.class, host.failure());
        assertEquals(List.of("RST"), rig.told());
        rig.send(PacketHeader.RESPONSE, port, GUEST);
        assertEquals(List.of("RST"), rig.told(), "too late");
    }

    @Test
    void argumentsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> rig.host.connect(-1, LONG));
        assertThrows(IllegalArgumentException.class, () -> rig.host.connect(0xffff_ffffL, LONG));
        assertThrows(IllegalArgumentException.class, () -> rig.host.connect(1, Duration.ofNanos(-1)));
        assertThrows(IllegalArgumentException.class, () -> rig.host.listen(-1));
    }

    @Test
    void aConnectIsInterrupted() throws Exception {
        Host<VsockConnection> host = new Host<>(() -> rig.host.connect(GUEST, LONG));
        assertEquals("REQUEST", rig.awaitPacket().brief());
        host.thread.interrupt();
        assertInstanceOf(ClosedByInterruptException.class, host.failure());
        assertEquals(List.of("RST"), rig.told());
    }

    @Test
    void aReaderWaitsForBytes() throws Exception {
        VsockConnection connection = connected();
        Host<String> host = new Host<>(() -> VirtioSocketTest.read(connection, 99));
        host.awaitWaiting();
        rig.write((int) connection.hostPort(), GUEST, "there", 0);
        assertEquals("there", host.result());
    }

    @Test
    void aWriterWaitsForRoom() throws Exception {
        VsockConnection connection = connected();
        int much = 3 * Vsock.BUFFER;
        Host<Integer> host = new Host<>(() -> connection.write(ByteBuffer.allocate(much)));
        host.awaitWaiting();
        int port = (int) connection.hostPort();
        int seen = 0;
        while (seen < much) {
            VsockRig.Seen packet = rig.awaitPacket();
            seen += packet.data().length();
            rig.send(new PacketHeader(3, 2, GUEST, port, 0, 1, PacketHeader.CREDIT_UPDATE, 0, 8192, seen), "");
        }
        assertEquals(much, host.result());
    }

    @Test
    void whatEndsAWait() throws Exception {
        VsockConnection interrupted = connected();
        Host<String> first = new Host<>(() -> VirtioSocketTest.read(interrupted, 9));
        first.awaitWaiting();
        first.thread.interrupt();
        assertInstanceOf(ClosedByInterruptException.class, first.failure());
        assertFalse(interrupted.isOpen());
        assertEquals(List.of("SHUTDOWN 3"), rig.told());

        VsockConnection closed = connected();
        Host<String> second = new Host<>(() -> VirtioSocketTest.read(closed, 9));
        second.awaitWaiting();
        closed.close();
        assertInstanceOf(AsynchronousCloseException.class, second.failure());
        assertEquals(List.of("SHUTDOWN 3"), rig.told());

        VsockConnection reset = connected();
        Host<String> third = new Host<>(() -> VirtioSocketTest.read(reset, 9));
        third.awaitWaiting();
        rig.send(PacketHeader.RST, (int) reset.hostPort(), GUEST);
        assertInstanceOf(SocketException.class, third.failure());

        VsockConnection over = connected();
        Host<Integer> fourth = new Host<>(() -> over.write(ByteBuffer.allocate(2 * Vsock.BUFFER + VsockRig.SPACE)));
        fourth.awaitWaiting();
        rig.device.close();
        assertInstanceOf(SocketException.class, fourth.failure());
    }

    @Test
    void aListenerWaits() throws Exception {
        VsockListener listener = rig.host.listen(PORT);
        Host<VsockConnection> first = new Host<>(listener::accept);
        first.awaitWaiting();
        rig.send(PacketHeader.REQUEST, PORT, GUEST);
        assertEquals(GUEST, first.result().guestPort());
        Host<VsockConnection> second = new Host<>(listener::accept);
        second.awaitWaiting();
        listener.close();
        assertInstanceOf(AsynchronousCloseException.class, second.failure());
        VsockListener again = rig.host.listen(PORT);
        Host<VsockConnection> third = new Host<>(again::accept);
        third.awaitWaiting();
        third.thread.interrupt();
        assertInstanceOf(ClosedByInterruptException.class, third.failure());
        assertThrows(IOException.class, again::accept);
    }
}
