package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stock Linux's driver for sockets, and QEMU's guest agent that listens at one: no other program of its guests knows them. */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(900)
class StockVsockTest {

    private static final int PORT = 1234;

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
    private static VsockConnection connected(Vsock vsock) throws IOException {
        long began = System.nanoTime();
        while (true) {
            try {
                return vsock.connect(PORT, StockLinux.PATIENCE);
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
    void theAgentIsReachedByASocket(VirtioTransport transport) throws IOException {
        DomainSpec spec = StockLinux.spec(images(), 1, "quiet")
                .edit(builder -> builder.with(
                        KvmOptions.defaults().virtioTransport(transport).vsock(42)));
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec)) {
            StockLinux linux = StockLinux.of(domain).isUp();
            Vsock vsock = vsock(domain);
            linux.ask("qemu-ga -m vsock-listen -p 42:" + PORT + " -t /tmp >/dev/null 2>&1 &");
            VsockConnection agent = connected(vsock);
            assertEquals("{\"return\": {}}", ask(agent, "guest-ping"));
            assertTrue(ask(agent, "guest-info").length() > 4000, "an answer of more than one packet");
            assertThrows(ConnectException.class, () -> vsock.connect(PORT + 1, StockLinux.PATIENCE));
            try (TransientDomain clone = domain.fork();
                    VsockConnection own = connected(vsock(clone))) {
                // The clone's agent has lost its first connection, and takes another one.
                assertEquals("{\"return\": {}}", ask(own, "guest-ping"));
            }
            assertEquals("{\"return\": {}}", ask(agent, "guest-ping"), "the original's is as it was");
            agent.close();
            UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(folder.resolve("agent"));
            try (VsockBridge unused = vsock.bridgeToGuest(socket, PORT);
                    SocketChannel client = SocketChannel.open(socket)) {
                assertEquals("{\"return\": {}}", ask(client, "guest-ping"));
            }
            VsockConnection last = connected(vsock);
            domain.reset();
            assertThrows(SocketException.class, () -> last.read(ByteBuffer.allocate(1)));
        }
    }
}
