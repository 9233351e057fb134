package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.TransientDomain;
import io.hv.testkit.contract.GuestKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Consoles of a libvirtd that others use too, with virsh as one of them. */
@Tag("libvirtd")
class QemuConsoleTest {

    private final QemuBackend backend = new QemuBackend();

    @BeforeEach
    void needsLibvirtd() {
        Optional<String> missing = backend.unavailable()
                .or(() -> TestHosts.hasVirsh()
                        ? Optional.empty()
                        : Optional.of("virsh is not on the PATH; install libvirt-clients"));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    @Test
    void whatSomebodyElseHasStartedCanBeReadAndTypedTo() throws Exception {
        String uri = backend.freshUri();
        try (Host host = Host.open(uri)) {
            Domain domain = host.define(
                    backend.guest(GuestKind.ECHO, "console-of-others").orElseThrow());
            virsh(uri, "start", "console-of-others", "--paused");
            try (ConsoleSession console = domain.console().open(From.START)) {
                virsh(uri, "resume", "console-of-others");
                assertEquals(GuestKind.GREETING, console.expect("ready\n", backend.patience()));
                // More than goes to the guest at once.
                console.send("x".repeat(5000) + "the end\n");
                console.expect("the end", backend.patience());
            } finally {
                domain.destroy();
                domain.undefine();
            }
        }
    }

    @Test
    void theConsoleOfATransientDomainOutlivesIt() {
        try (Host host = Host.open(backend.freshUri());
                TransientDomain domain = host.create(
                        backend.guest(GuestKind.TALKER, "console-of-the-gone").orElseThrow());
                ConsoleSession console = domain.console().open(From.START)) {
            console.expect("ready\n", backend.patience());
            domain.destroy();
            assertEquals(
                    DomainState.SHUTOFF, domain.awaitEnd(Duration.ofSeconds(30)).state());
            assertEquals("", console.readToEnd(backend.patience()));
            try (ConsoleSession late = domain.console().open(From.START)) {
                assertEquals(GuestKind.GREETING, late.readAvailable());
            }
        }
    }

    /** libvirtd 9.0 hangs now and then when a console ends while its domain is forgotten, see {@link DomainConsole}. */
    @Test
    void endsInQuickSuccessionLeaveLibvirtdAnswering() {
        try (Host host = Host.open(backend.freshUri())) {
            for (int i = 0; i < Integer.getInteger("hv.cycles", 10); i++) {
                String name = "ends-" + i;
                host.create(backend.guest(GuestKind.IDLE, name).orElseThrow()).close();
                Domain domain = host.define(backend.guest(GuestKind.IDLE, name).orElseThrow());
                domain.start();
                domain.destroy();
                domain.undefine();
                assertTrue(host.findDomain(name).isEmpty());
            }
        }
    }

    private static void virsh(String uri, String... words) throws Exception {
        ProcessBuilder virsh = new ProcessBuilder("virsh", "-c", uri);
        for (String word : words) {
            virsh.command().add(word);
        }
        Process process = virsh.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains(words[1]), said);
    }
}
