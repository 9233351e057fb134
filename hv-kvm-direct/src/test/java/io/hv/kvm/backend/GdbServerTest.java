package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.CrashReport;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.InvalidStateException;
import io.hv.StartFlag;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.GdbServer;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.memory.HostLimit;
import io.hv.kvm.waits.LogLines;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a debugger's coming and going means for a domain. */
@RequiresKvm
@Timeout(300)
class GdbServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DomainStatus HELD = DomainStatus.of(DomainState.PAUSED, StateReason.DEBUGGER);
    private static final DomainStatus GOES_ON = DomainStatus.of(DomainState.RUNNING, StateReason.RESUMED);

    private final Host host = Host.open(OwnRoot.URI);

    @AfterEach
    void close() {
        host.close();
    }

    private TransientDomain domain(String code, int vcpus, StartFlag... flags) {
        return host.create(DebuggedGuest.spec("debugged", code, vcpus), flags);
    }

    private static GdbServer server(TransientDomain domain) {
        return domain.as(KvmDomain.class).gdb();
    }

    /** A client that has been heard: the domain is held. */
    private static RspClient connect(GdbServer server) throws IOException {
        RspClient client = new RspClient(server.address(), PATIENCE);
        assertEquals("T05thread:1;", client.ask("?"));
        return client;
    }

    /** The classes that this takes are loaded by a first connection: none can be loaded without a descriptor. */
    @Test
    void whoConnectsWaitsForADescriptor() throws Exception {
        try (TransientDomain domain = domain(DebuggedGuest.SPINS, 1);
                GdbServer server = server(domain);
                SocketChannel waiting = SocketChannel.open();
                LogLines log = new LogLines()) {
            LoggerFactory.getLogger("io.hv.kvm.gdb").warn("{} loads {}", "a first line", "what it takes to log");
            connect(server).close();
            domain.awaitState(DomainState.RUNNING, PATIENCE);
            try (HostLimit none = HostLimit.noDescriptor()) {
                assertTrue(waiting.connect(server.address()));
                log.await("Too many open files");
            }
            domain.awaitState(DomainState.PAUSED, PATIENCE);
            assertEquals(1, log.count("Too many open files"), log::toString);
        }
    }

    @Test
    void whoConnectsHoldsTheDomain() throws IOException {
        try (TransientDomain domain = domain(DebuggedGuest.SPINS, 1);
                GdbServer server = server(domain)) {
            assertEquals(DomainState.RUNNING, domain.state());
            try (RspClient client = connect(server)) {
                assertEquals(HELD, domain.status());
                InvalidStateException e = assertThrows(InvalidStateException.class, domain::resume);
                assertTrue(String.valueOf(e.getMessage()).contains("DEBUGGER"), e.toString());
                client.send("vCont;c");
                assertEquals(GOES_ON, domain.awaitState(DomainState.RUNNING, PATIENCE));
                client.interrupt();
                assertEquals("T02thread:1;", client.receive());
                assertEquals(HELD, domain.status());
            }
            domain.awaitState(DomainState.RUNNING, PATIENCE);
            assertEquals(GOES_ON, domain.status());
        }
    }

    @Test
    void aConnectionThatBreaksTakesItsBreakpointsAlong() throws IOException {
        Breaks.assumeTheyWork();
        try (TransientDomain domain = domain(DebuggedGuest.COUNTS, 1, StartFlag.PAUSED);
                GdbServer server = server(domain)) {
            try (RspClient client = connect(server)) {
                assertEquals("OK", client.ask("Z0," + Long.toHexString(DebuggedGuest.CALL) + ",1"));
                assertEquals("T05thread:1;swbreak:;", client.ask("vCont;c"));
            }
            assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(PATIENCE).reason());
            assertEquals(OptionalInt.of(33), domain.as(KvmDomain.class).debugExit());
        }
    }

    @Test
    void aSuspendedDomainWaitsForTheDebuggerToo() throws IOException {
        try (TransientDomain domain = domain(DebuggedGuest.SPINS, 1);
                GdbServer server = server(domain);
                RspClient client = connect(server)) {
            client.send("vCont;c");
            domain.awaitState(DomainState.RUNNING, PATIENCE);
            domain.suspend();
            client.interrupt();
            assertEquals("T02thread:1;", client.receive());
            assertEquals(HELD, domain.status());
            assertEquals("OK", client.ask("D"));
            domain.awaitState(DomainState.RUNNING, PATIENCE);
        }
    }

    @Test
    void aStepRunsOneVcpuAndLeavesTheDomainHeld() throws IOException {
        try (TransientDomain domain = domain(DebuggedGuest.SPINS, 2, StartFlag.PAUSED);
                GdbServer server = server(domain);
                RspClient client = connect(server)) {
            assertEquals("m1,2", client.ask("qfThreadInfo"));
            assertEquals("T05thread:1;", client.ask("vCont;s:1;c"));
            assertEquals("0300100000000000", client.ask("p10"));
            assertEquals(HELD, domain.status());
            assertEquals("T05thread:1;", client.ask("vCont;s:1"));
            assertEquals("0000100000000000", client.ask("p10"));
            assertEquals("0100000000000000", client.ask("p1"));
        }
    }

    @Test
    void aCrashCanBeLookedAtBeforeItHappens() throws IOException {
        try (TransientDomain domain = domain(DebuggedGuest.CRASHES, 1, StartFlag.PAUSED);
                GdbServer server = server(domain);
                RspClient client = connect(server)) {
            client.send("vCont;c");
            assertTrue(client.receive().startsWith("O"));
            assertEquals("T06thread:1;", client.receive());
            assertEquals(HELD, domain.status());
            assertEquals("0f011c2500001800", client.ask("m100000,8"));
            assertEquals("W00", client.ask("vCont;c"));
            assertEquals(DomainState.CRASHED, domain.awaitEnd(PATIENCE).state());
            assertEquals(
                    CrashReport.Cause.TRIPLE_FAULT, domain.crash().orElseThrow().cause());
        }
    }

    @Test
    void aDomainThatIsDestroyedEndsTheConnection() throws IOException {
        try (TransientDomain domain = domain(DebuggedGuest.SPINS, 1);
                GdbServer server = server(domain);
                RspClient client = connect(server)) {
            domain.destroy();
            assertTrue(client.isOver());
            server.close();
            assertThrows(IOException.class, () -> new RspClient(server.address(), PATIENCE).close());
        }
    }

    @Test
    void killEndsTheDomain() throws IOException {
        try (TransientDomain domain = domain(DebuggedGuest.SPINS, 1);
                GdbServer server = server(domain);
                RspClient client = connect(server)) {
            client.send("k");
            assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED), domain.awaitEnd(PATIENCE));
        }
    }

    @Test
    void oneServerAndOneClientAtATime() throws IOException {
        try (TransientDomain domain = domain(DebuggedGuest.SPINS, 1);
                GdbServer server = server(domain)) {
            assertThrows(InvalidStateException.class, () -> server(domain));
            try (RspClient first = connect(server);
                    RspClient second = new RspClient(server.address(), PATIENCE)) {
                assertTrue(second.isOver());
                assertEquals("QC1", first.ask("qC"));
            }
            server.close();
            try (GdbServer next = server(domain);
                    RspClient client = connect(next)) {
                assertEquals("QC1", client.ask("qC"));
            }
        }
    }

    @Test
    void nobodyIsHeardWhoTalksTooMuch() throws IOException {
        try (TransientDomain domain = domain(DebuggedGuest.SPINS, 1);
                GdbServer server = server(domain)) {
            try (RspClient client = connect(server)) {
                client.send("m" + "0".repeat(0x4000));
                assertTrue(client.isOver());
            }
            domain.awaitState(DomainState.RUNNING, PATIENCE);
            try (RspClient client = connect(server)) {
                assertEquals("QC1", client.ask("qC"));
            }
        }
    }

    @Test
    void aUnixSocket(@TempDir Path folder) throws IOException {
        Path socket = folder.resolve("gdb");
        try (TransientDomain domain = domain(DebuggedGuest.SPINS, 1)) {
            try (GdbServer server = domain.as(KvmDomain.class).gdb(UnixDomainSocketAddress.of(socket));
                    SocketChannel channel = SocketChannel.open(server.address())) {
                domain.awaitState(DomainState.PAUSED, PATIENCE);
                assertTrue(channel.isConnected());
            }
            domain.awaitState(DomainState.RUNNING, PATIENCE);
            assertFalse(Files.exists(socket));
        }
    }

    @Test
    void whereItCannotListen() throws IOException {
        try (TransientDomain domain = domain(DebuggedGuest.SPINS, 1);
                GdbServer server = server(domain);
                TransientDomain other = host.create(DebuggedGuest.spec("other", DebuggedGuest.SPINS, 1))) {
            InetSocketAddress taken = (InetSocketAddress) server.address();
            assertTrue(taken.getAddress().isLoopbackAddress());
            assertThrows(
                    HostFailureException.class, () -> other.as(KvmDomain.class).gdb(taken));
            domain.destroy();
            assertThrows(
                    InvalidStateException.class,
                    () -> domain.as(KvmDomain.class).gdb());
        }
    }
}
