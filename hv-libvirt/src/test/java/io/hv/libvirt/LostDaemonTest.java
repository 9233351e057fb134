package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.ConnectionEvent;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.HostUnavailableException;
import io.hv.Job;
import io.hv.LifecycleEvent;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.Subscription;
import io.hv.TransientDomain;
import io.hv.testkit.contract.GuestKind;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A libvirtd is killed and comes again under a host that is open. */
@Tag("libvirtd")
class LostDaemonTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final QemuBackend backend = new QemuBackend();

    @Test
    void aHostOutlivesItsDaemon() throws Exception {
        assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElse(""));
        BlockingQueue<ConnectionEvent> news = new LinkedBlockingQueue<>();
        try (PrivateLibvirtd daemon = PrivateLibvirtd.start();
                Host host = Host.open(daemon.uri());
                Subscription subscription = host.events().on(ConnectionEvent.class, news::add)) {
            Domain stays = host.define(backend.guest(GuestKind.ECHO, "stays").orElseThrow());
            stays.start();
            ConsoleSession before = stays.console().open(From.START);
            before.expect("ready\n", backend.patience());
            Domain dies = host.define(backend.guest(GuestKind.IDLE, "dies").orElseThrow());
            Set<String> others = daemon.machines();
            dies.start();
            long dying = newest(daemon, others);
            try (TransientDomain own =
                    host.create(backend.guest(GuestKind.IDLE, "own").orElseThrow())) {
                Job<DomainState> end = dies.shutdown();

                daemon.kill();
                ConnectionEvent lost = next(news);
                assertEquals(ConnectionEvent.Type.LOST, lost.type());
                assertFalse(lost.reason().isEmpty());
                assertThrows(HostUnavailableException.class, host::domains);
                assertThrows(HostUnavailableException.class, stays::status);
                assertEquals("", before.readToEnd(backend.patience()));
                before.close();
                // While nobody can tell of it.
                ProcessHandle.of(dying).orElseThrow().destroyForcibly();
                assertFalse(end.isDone());

                daemon.again();
                assertEquals(ConnectionEvent.Type.RESTORED, next(news).type());
                assertEquals(DomainState.CRASHED, end.await(LONG));
                assertEquals(DomainState.RUNNING, stays.state());
                assertEquals(DomainState.RUNNING, own.state());
                assertEquals(3, host.domains().size());
                Network network =
                        host.define(NetworkSpec.bridge("after", "br-none").build());
                assertEquals(1, host.networks().size());
                network.undefine();

                LifecycleEvent suspended = host.events()
                        .await(LifecycleEvent.class, event -> event.name().equals("stays"), LONG, stays::suspend);
                assertEquals(LifecycleEvent.Type.SUSPENDED, suspended.type());
                stays.resume();
                try (ConsoleSession console = stays.console().open(From.NOW)) {
                    console.send("still here\n");
                    console.expect("still here", backend.patience());
                }
            }
            assertTrue(host.findDomain("own").isEmpty());
            stays.destroy();
            stays.undefine();
            dies.undefine();
            assertEquals(Set.of(), daemon.machines());
        }
    }

    @Test
    void aHostIsClosedWhileItsDaemonIsGone() throws Exception {
        assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElse(""));
        BlockingQueue<ConnectionEvent> news = new LinkedBlockingQueue<>();
        try (PrivateLibvirtd daemon = PrivateLibvirtd.start()) {
            try (Host host = Host.open(daemon.uri());
                    Subscription subscription = host.events().on(ConnectionEvent.class, news::add)) {
                daemon.kill();
                assertEquals(ConnectionEvent.Type.LOST, next(news).type());
            }
            assertThrows(HostUnavailableException.class, () -> Host.open(daemon.uri()));
            daemon.again();
        }
    }

    private static ConnectionEvent next(BlockingQueue<ConnectionEvent> news) throws InterruptedException {
        ConnectionEvent event = news.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was told within " + LONG);
        }
        return event;
    }

    private static long newest(PrivateLibvirtd daemon, Set<String> others) {
        return daemon.machines().stream()
                .filter(machine -> !others.contains(machine))
                .map(machine -> Long.parseLong(machine.substring(machine.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
