package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.TransientDomain;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.Vsock;
import io.hv.kvm.VsockBridge;
import io.hv.kvm.VsockConnection;
import io.hv.kvm.VsockListener;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.Evidence;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A stock Linux's driver for sockets, QEMU's guest agent that listens at one, and socat. How much is sent is a matter of the
 * property {@code hv.sockets.mib}.
 */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(7000)
class StockVsockTest {

    private static final int PORT = 1234;
    private static final int ECHO_PORT = 5000;
    private static final int MIB = Integer.getInteger("hv.sockets.mib", 4);
    private static final Duration LONG = Duration.ofSeconds(60 + 20L * MIB);

    @TempDir
    private Path folder;

    private static GuestImages images() {
        return GuestImages.withAgentFromProperties()
                .orElseGet(() -> abort("no initramfs with a program that knows sockets: " + GuestImages.INITRD_PROPERTY
                        + ".agent names none, since qemu-ga is not installed here"));
    }

    private static Vsock vsock(TransientDomain domain) {
        return domain.as(KvmDomain.class).vsock();
    }

    /** Connects as soon as somebody in the guest listens. */
    private static VsockConnection connected(Vsock vsock, long port) throws IOException {
        long began = System.nanoTime();
        while (true) {
            try {
                return vsock.connect(port, StockLinux.PATIENCE);
            } catch (ConnectException e) {
                if (System.nanoTime() - began > StockLinux.PATIENCE.toNanos()) {
                    throw e;
                }
            }
        }
    }

    private static String ask(ByteChannel agent, String command) throws IOException {
        agent.write(ByteBuffer.wrap(("{\"execute\": \"" + command + "\"}\n").getBytes(StandardCharsets.US_ASCII)));
        StringBuilder answer = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (answer.indexOf("\n") < 0) {
            assertTrue(agent.read(buffer.clear()) > 0, "it has ended: " + answer);
            answer.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
        }
        return answer.toString().strip();
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(120)
    void theAgentIsReachedByASocket(VirtioTransport transport) throws IOException {
        DomainSpec spec = StockLinux.spec(images(), 1, "quiet")
                .edit(builder -> builder.with(
                        KvmOptions.defaults().virtioTransport(transport).vsock(42)));
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec)) {
            StockLinux linux = StockLinux.of(domain).isUp();
            Vsock vsock = vsock(domain);
            linux.ask("qemu-ga -m vsock-listen -p 42:" + PORT + " -t /tmp >/dev/null 2>&1 &");
            VsockConnection agent = connected(vsock, PORT);
            assertEquals("{\"return\": {}}", ask(agent, "guest-ping"));
            assertTrue(ask(agent, "guest-info").length() > 2000, "an answer of more than one packet");
            assertThrows(ConnectException.class, () -> vsock.connect(PORT + 1, StockLinux.PATIENCE));
            assertEquals("yes", linux.ask("[ -x /bin/socat ] && echo yes"), "the guest has no socat");
            linux.type("socat VSOCK-LISTEN:" + ECHO_PORT + ",fork EXEC:cat >/dev/null 2>&1 &");
            connected(vsock, ECHO_PORT).close();
            try (TransientDomain clone = domain.fork();
                    VsockConnection own = vsock(clone).connect(ECHO_PORT, StockLinux.PATIENCE)) {
                // Nobody has told the clone of it yet when this is asked for, and it is not lost with the others.
                assertEquals(7, own.write(ByteBuffer.wrap("a clone".getBytes(StandardCharsets.US_ASCII))));
                ByteBuffer answer = ByteBuffer.allocate(7);
                while (answer.hasRemaining()) {
                    assertTrue(own.read(answer) > 0, "it has ended");
                }
                assertEquals(
                        "a clone",
                        StandardCharsets.US_ASCII.decode(answer.flip()).toString());
            }
            assertEquals("{\"return\": {}}", ask(agent, "guest-ping"), "the original's is as it was");
            agent.close();
            UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(folder.resolve("agent"));
            try (VsockBridge unused = vsock.bridgeToGuest(socket, PORT);
                    SocketChannel client = SocketChannel.open(socket)) {
                assertEquals("{\"return\": {}}", ask(client, "guest-ping"));
            }
            VsockConnection last = connected(vsock, PORT);
            domain.reset();
            assertThrows(SocketException.class, () -> last.read(ByteBuffer.allocate(1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSentComesBack(VirtioTransport transport, TestReporter reporter) throws Exception {
        DomainSpec spec = StockLinux.spec(images(), 1, "quiet")
                .edit(builder -> builder.with(
                        KvmOptions.defaults().virtioTransport(transport).vsock(42)));
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec)) {
            StockLinux linux = StockLinux.of(domain).isUp();
            assertEquals("yes", linux.ask("[ -x /bin/socat ] && echo yes"), "the guest has no socat");
            Vsock vsock = vsock(domain);
            linux.type("socat VSOCK-LISTEN:" + ECHO_PORT + " EXEC:cat >/dev/null 2>&1 &");
            long began = System.nanoTime();
            try (VsockConnection connection = connected(vsock, ECHO_PORT)) {
                assertTimeoutPreemptively(LONG, () -> echo(connection));
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            try (VsockListener listener = vsock.listen(ECHO_PORT)) {
                linux.type("socat VSOCK-CONNECT:2:" + ECHO_PORT + " EXEC:cat >/dev/null 2>&1 &");
                try (VsockConnection connection = listener.accept(StockLinux.PATIENCE)) {
                    assertTimeoutPreemptively(LONG, () -> echo(connection));
                }
            }
            Evidence.write(
                    reporter,
                    "sockets-" + transport,
                    String.format(Locale.ROOT, "{ \"mebibytes\": %d, \"secondsThereAndBack\": %.2f }", MIB, seconds));
        }
    }

    /** Sends so much, and reads it again meanwhile. */
    private static void echo(VsockConnection connection) throws Exception {
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> send(connection, sent));
        MessageDigest come = MessageDigest.getInstance("SHA-256");
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        long left = (long) MIB << 20;
        while (left > 0) {
            int count = connection.read(buffer.clear().limit((int) Math.min(left, buffer.capacity())));
            assertTrue(count > 0, left + " bytes are missing");
            come.update(buffer.flip());
            left -= count;
        }
        sender.get(StockLinux.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertArrayEquals(sent.digest(), come.digest());
    }

    private static void send(VsockConnection connection, MessageDigest sent) {
        byte[] bytes = new byte[1 << 16];
        Random random = new Random(7);
        for (long left = (long) MIB << 20; left > 0; left -= bytes.length) {
            random.nextBytes(bytes);
            sent.update(bytes);
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                try {
                    int unused = connection.write(rest);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
