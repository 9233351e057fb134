package io.hv.kvm.virtio.vsock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.VsockBridge;
import io.hv.kvm.memory.HostLimit;
import io.hv.kvm.waits.LogLines;
import io.hv.kvm.waits.Spin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Unix domain sockets at both ends of bridges, and a guest behind them. */
@Timeout(120)
class UnixBridgeTest {

    private static final int PORT = 1024;
    private static final int GUEST = 5000;

    private final VsockRig rig = new VsockRig().started();

    @TempDir
    private Path folder;

    private UnixDomainSocketAddress socket = UnixDomainSocketAddress.of("");

    @BeforeEach
    void name() {
        socket = UnixDomainSocketAddress.of(folder.resolve("s"));
    }

    private static void awaitNone(VsockBridge bridge) {
        Spin.until(() -> bridge.connections() == 0, () -> bridge.connections() + " connections");
    }

    private static void awaitThreadsOver() {
        Spin.until(() -> threads().isEmpty(), UnixBridgeTest::threads);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("hv/test/vsock"))
                .toList();
    }

    private static byte[] readAll(SocketChannel from) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(10_000);
        while (from.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return all.toByteArray();
    }

    @Test
    void fromASocketToTheGuest() throws Exception {
        byte[] bytes = new byte[1 << 20];
        new Random(3).nextBytes(bytes);
        VsockBridge bridge = rig.host.bridgeToGuest(socket, GUEST);
        assertThrows(BindException.class, () -> rig.host.bridgeToGuest(socket, GUEST));
        try (EchoGuest unused = new EchoGuest(rig);
                SocketChannel client = SocketChannel.open(socket)) {
            Thread writer = new Thread(() -> {
                try {
                    client.write(ByteBuffer.wrap(bytes));
                    client.shutdownOutput();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            writer.start();
            assertArrayEquals(bytes, readAll(client));
            writer.join();
            awaitNone(bridge);
        }
        bridge.close();
        assertFalse(Files.exists(socket.getPath()));
        awaitThreadsOver();
    }

    /** Its bytes come back. */
    private static void requireEcho(SocketChannel client) throws IOException {
        byte[] bytes = "ping".getBytes(StandardCharsets.US_ASCII);
        int unused = client.write(ByteBuffer.wrap(bytes));
        client.shutdownOutput();
        assertArrayEquals(bytes, readAll(client));
    }

    private static SocketChannel unconnected() throws IOException {
        return SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    /** Loads what it takes, since no class can be loaded without a descriptor. */
    private void rehearse() throws IOException {
        LoggerFactory.getLogger("io.hv.kvm.vsock").warn("{} loads {}", "a first line", "what it takes to log");
        try (SocketChannel client = SocketChannel.open(socket)) {
            requireEcho(client);
        }
    }

    /** Two connections: the one that accepts has a descriptor for the first already, and none for the second. */
    private void connectWithout(SocketChannel first, SocketChannel second, LogLines log) throws IOException {
        assertTrue(first.connect(socket));
        assertTrue(second.connect(socket));
        log.await("Too many open files");
    }

    @Test
    void connectionsWaitForDescriptors() throws Exception {
        try (EchoGuest unused = new EchoGuest(rig);
                VsockBridge bridge = rig.host.bridgeToGuest(socket, GUEST);
                SocketChannel first = unconnected();
                SocketChannel second = unconnected();
                LogLines log = new LogLines()) {
            rehearse();
            awaitNone(bridge);
            try (HostLimit none = HostLimit.noDescriptor()) {
                connectWithout(first, second, log);
            }
            requireEcho(second);
            requireEcho(first);
            try (SocketChannel later = SocketChannel.open(socket)) {
                requireEcho(later);
            }
            assertEquals(1, log.count("Too many open files"), log::toString);
        }
        awaitThreadsOver();
    }

    @Test
    void oneThatWaitsForDescriptorsCanBeClosed() throws Exception {
        try (EchoGuest unused = new EchoGuest(rig);
                VsockBridge bridge = rig.host.bridgeToGuest(socket, GUEST);
                SocketChannel first = unconnected();
                SocketChannel second = unconnected();
                LogLines log = new LogLines()) {
            rehearse();
            try (HostLimit none = HostLimit.noDescriptor()) {
                connectWithout(first, second, log);
                bridge.close();
                awaitThreadsOver();
            }
            assertFalse(Files.exists(socket.getPath()));
        }
    }

    @Test
    void aGuestThatRefuses() throws Exception {
        try (VsockBridge bridge = rig.host.bridgeToGuest(socket, GUEST);
                SocketChannel client = SocketChannel.open(socket)) {
            rig.send(PacketHeader.RST, rig.awaitPacket().header().fromPort(), GUEST);
            assertEquals(-1, client.read(ByteBuffer.allocate(1)));
            awaitNone(bridge);
        }
    }

    @Test
    void fromTheGuestToASocket() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(socket);
            VsockBridge bridge = rig.host.bridgeToHost(PORT, socket);
            rig.send(PacketHeader.REQUEST, PORT, GUEST);
            assertEquals("RESPONSE", rig.awaitPacket().brief());
            try (SocketChannel here = server.accept()) {
                rig.write(PORT, GUEST, "ping", 0);
                ByteBuffer seen = ByteBuffer.allocate(4);
                while (seen.hasRemaining()) {
                    assertTrue(here.read(seen) >= 0);
                }
                assertArrayEquals("ping".getBytes(StandardCharsets.US_ASCII), seen.array());
                here.write(ByteBuffer.wrap("pong".getBytes(StandardCharsets.US_ASCII)));
                here.shutdownOutput();
                assertEquals("RW pong", rig.awaitPacket().brief());
                assertEquals("SHUTDOWN 2", rig.awaitPacket().brief());
                rig.send(new PacketHeader(3, 2, GUEST, PORT, 0, 1, PacketHeader.SHUTDOWN, 3, 9, 4), "");
                assertEquals("RST", rig.awaitPacket().brief());
                assertEquals(-1, here.read(ByteBuffer.allocate(1)));
            }
            awaitNone(bridge);
            bridge.close();
            rig.send(PacketHeader.REQUEST, PORT, GUEST);
            assertEquals(List.of("RST"), rig.told());
        }
        awaitThreadsOver();
    }

    @Test
    void aSocketThatIsNotThere() throws Exception {
        try (VsockBridge bridge = rig.host.bridgeToHost(PORT, socket);
                LogLines log = new LogLines()) {
            for (int guest = GUEST; guest < GUEST + 2; guest++) {
                rig.send(PacketHeader.REQUEST, PORT, guest);
                assertEquals("RESPONSE", rig.awaitPacket().brief());
                assertEquals("SHUTDOWN 3", rig.awaitPacket().brief());
            }
            awaitNone(bridge);
            assertEquals(1, log.count("what comes from the guest is closed"), log::toString);
        }
        awaitThreadsOver();
    }

    @Test
    void bridgesEndWithTheMachine() throws Exception {
        VsockBridge first = rig.host.bridgeToGuest(socket, GUEST);
        VsockBridge second = rig.host.bridgeToHost(PORT, socket);
        try (SocketChannel client = SocketChannel.open(socket)) {
            assertEquals("REQUEST", rig.awaitPacket().brief());
            rig.device.close();
            rig.host.close();
            assertEquals(-1, client.read(ByteBuffer.allocate(1)));
        }
        awaitNone(first);
        awaitNone(second);
        awaitThreadsOver();
        assertFalse(Files.exists(socket.getPath()));
        assertThrows(SocketException.class, () -> rig.host.bridgeToGuest(socket, GUEST));
        assertFalse(Files.exists(socket.getPath()));
    }
}
