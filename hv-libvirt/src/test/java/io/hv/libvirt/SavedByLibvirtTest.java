package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.NotFoundException;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.testkit.contract.GuestKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with machines, between hv and virsh, and what libvirt leaves of them. */
@Tag("libvirtd")
class SavedByLibvirtTest {

    private final QemuBackend backend = new QemuBackend();

    @TempDir
    Path folder;

    private void answers(Domain domain) {
        try (ConsoleSession console = domain.console().open(From.NOW)) {
            console.send("#");
            String unused = console.expect("#", backend.patience());
        }
    }

    /** What hv saves virsh restores, and the other way round; nothing of hv's stays in the machine's XML. */
    @Test
    void betweenHvAndVirsh() throws IOException {
        assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElse(""));
        try (PrivateLibvirtd daemon = PrivateLibvirtd.start();
                Host host = Host.open(daemon.uri())) {
            Domain domain = host.define(backend.guest(GuestKind.ECHO, "echo").orElseThrow());
            domain.start();
            try (ConsoleSession console = domain.console().open(From.START)) {
                String unused = console.expect(GuestKind.GREETING, backend.patience());
            }
            HostPath file = HostPath.of(folder.resolve("machine"));
            HostPath saved = domain.save(file).await(backend.patience());
            Virsh.says(host, "restore", saved.path());
            assertEquals(DomainState.RUNNING, domain.state());
            answers(domain);

            HostPath other = HostPath.of(folder.resolve("by-virsh"));
            Virsh.says(host, "save", "echo", other.path());
            assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.SAVED), domain.status());
            Domain again = host.restore(other).await(backend.patience());
            assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.RESTORED), again.status());
            answers(again);

            HostPath third = HostPath.of(folder.resolve("third"));
            HostPath unused = again.save(third).await(backend.patience());
            Domain last = host.restore(third).await(backend.patience());
            assertFalse(last.as(LibvirtDomain.class).xml().contains(SavedMachineFile.NAMESPACE));
            assertFalse(last.as(LibvirtDomain.class).definitionXml().contains(SavedMachineFile.NAMESPACE));
            answers(last);
        }
    }

    /** A file that is no machine's is refused, and so is none; a save that cannot be leaves the machine as it was. */
    @Test
    void whatIsNoFile() throws IOException {
        assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElse(""));
        try (PrivateLibvirtd daemon = PrivateLibvirtd.start();
                Host host = Host.open(daemon.uri())) {
            HostPath absent = HostPath.of(folder.resolve("absent"));
            assertThrows(NotFoundException.class, () -> host.restore(absent).await(backend.patience()));
            HostPath noise = HostPath.of(Files.writeString(folder.resolve("noise"), "no machine"));
            assertThrows(HostFailureException.class, () -> host.restore(noise).await(backend.patience()));
            try (TransientDomain domain =
                    host.create(backend.guest(GuestKind.ECHO, "stays").orElseThrow())) {
                try (ConsoleSession console = domain.console().open(From.START)) {
                    String unused = console.expect(GuestKind.GREETING, backend.patience());
                }
                HostPath nowhere = HostPath.of(folder.resolve("no/such/folder/file"));
                assertThrows(
                        HostFailureException.class, () -> domain.save(nowhere).await(backend.patience()));
                assertEquals(DomainState.RUNNING, domain.state());
                assertFalse(domain.as(LibvirtDomain.class).xml().contains(SavedMachineFile.NAMESPACE));
                answers(domain);
            }
            assertTrue(host.domains().isEmpty());
        }
    }

    /** What is restored without a definition ends with its host's handle. */
    @Test
    void endsWithItsHost() throws IOException {
        assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElse(""));
        try (PrivateLibvirtd daemon = PrivateLibvirtd.start();
                Host observer = Host.open(daemon.uri())) {
            HostPath file = HostPath.of(folder.resolve("machine"));
            try (Host host = Host.open(daemon.uri())) {
                TransientDomain domain =
                        host.create(backend.guest(GuestKind.IDLE, "passing").orElseThrow());
                HostPath saved = domain.save(file).await(backend.patience());
                Domain again = host.restore(saved).await(backend.patience());
                assertEquals(DomainState.RUNNING, again.state());
                assertEquals(1, observer.domains().size());
            }
            assertTrue(observer.domains().isEmpty());
        }
    }
}
