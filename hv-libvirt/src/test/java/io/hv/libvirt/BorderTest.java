package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.Candidate;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.HostFailureException;
import io.hv.HostUnavailableException;
import io.hv.HypervisorException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.NotFoundException;
import io.hv.StateReason;
import io.hv.Support;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes from libvirt in hv's words: errors, states, events, and whether it is here at all. */
class BorderTest {

    @Test
    void errorsAreTranslatedByMeaning() {
        assertEquals(NotFoundException.class, translated(42).getClass());
        assertEquals(AlreadyExistsException.class, translated(28).getClass());
        assertEquals(NotFoundException.class, translated(43).getClass());
        assertEquals(AlreadyExistsException.class, translated(37).getClass());
        assertEquals(InvalidStateException.class, translated(55).getClass());
        assertEquals(InvalidSpecException.class, translated(27).getClass());
        assertEquals(InvalidSpecException.class, translated(67).getClass());
        assertEquals(HostFailureException.class, translated(38).getClass());
    }

    @Test
    void aTranslationKeepsEverything() {
        for (int code : List.of(1, 27, 28, 38, 42, 45, 55, 67, 9_999, -1)) {
            LibvirtFailure failure = new LibvirtFailure("virDomainX", "it is broken", code, 12);
            HypervisorException translated = failure.translated("start of 'web'");
            String message = translated.toString();
            assertTrue(message.contains("'web'") && message.contains("it is broken"), message);
            assertFalse(translated.remedy().isBlank());
            assertSame(failure, translated.getCause());
        }
    }

    @Test
    void codesAndDomainsYoungerThanLibvirtJavaKeepTheirNumber() {
        LibvirtFailure failure = new LibvirtFailure("virDomainX", "new", 9_999, 77);
        HostFailureException translated = assertInstanceOf(HostFailureException.class, failure.translated("x"));
        assertEquals(9_999, translated.code());
        assertEquals("virDomainX", translated.operation());
        assertEquals(77, failure.domain());
        assertTrue(translated.toString().contains("libvirt error 9999 of domain 77"), translated.toString());
    }

    private static HypervisorException translated(int code) {
        return new LibvirtFailure("virDomainX", "text", code, 10).translated("start of 'web'");
    }

    @Test
    void statesAreLibvirts() {
        assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.BOOTED), NativeStates.status(1, 1));
        assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.RESUMED), NativeStates.status(1, 5));
        assertEquals(DomainStatus.of(DomainState.PAUSED, StateReason.SUSPENDED), NativeStates.status(3, 1));
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.DEFINED), NativeStates.status(5, 0));
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED), NativeStates.status(5, 2));
        assertEquals(DomainStatus.of(DomainState.CRASHED, StateReason.CRASHED), NativeStates.status(5, 3));
        assertEquals(DomainState.PMSUSPENDED, NativeStates.status(7, 0).state());
        assertEquals(DomainState.RUNNING, NativeStates.status(99, 99).state());
    }

    @Test
    void eventsTellTheStateThatTheyLedTo() {
        assertEquals(
                new NativeStates.Change(
                        LifecycleEvent.Type.STOPPED, DomainStatus.of(DomainState.SHUTOFF, StateReason.SHUT_DOWN)),
                NativeStates.change(5, 0).orElseThrow());
        assertEquals(
                new NativeStates.Change(
                        LifecycleEvent.Type.CRASHED, DomainStatus.of(DomainState.CRASHED, StateReason.CRASHED)),
                NativeStates.change(5, 2).orElseThrow());
        assertTrue(NativeStates.change(8, 0).isEmpty(), "a panic is followed by a stop");
        assertTrue(NativeStates.isPauseOfNobody(3, 0) && NativeStates.isPauseOfNobody(3, 10));
        assertTrue(NativeStates.isPauseOfNobody(5, 3), "it has crashed meanwhile");
        assertFalse(NativeStates.isPauseOfNobody(3, 1), "another client's");
        assertFalse(NativeStates.isPauseOfNobody(3, 5), "a disk's");
        assertFalse(NativeStates.isPauseOfNobody(1, 5), "it was resumed meanwhile");
        assertTrue(NativeStates.isEnding(8) && NativeStates.isEnding(6));
        assertFalse(NativeStates.isEnding(5), "that is the stop");
        assertTrue(NativeStates.change(99, 0).isEmpty(), "an event of a younger libvirt");
    }

    @Test
    void aMissingLibraryIsToldWithThePackage() {
        HostUnavailableException missing =
                assertThrows(HostUnavailableException.class, () -> LibvirtRuntime.load("virt-that-nobody-has"));
        assertTrue(missing.toString().contains("virt-that-nobody-has"), missing.toString());
        assertTrue(missing.remedy().contains("libvirt0"), missing.remedy());
    }

    @Test
    void theProviderKnowsItsUrisByTheirScheme() {
        LibvirtHostProvider provider = new LibvirtHostProvider();
        for (String uri : List.of(
                "test:///default", "qemu:///system", "qemu+ssh://u@h/system", "xen+tls://h/", "test+tcp://h/x")) {
            assertTrue(provider.accepts(URI.create(uri)), uri);
        }
        for (String uri : List.of("kvm:///", "mem:///", "git+https://h/", "/etc/passwd")) {
            assertFalse(provider.accepts(URI.create(uri)), uri);
        }
    }

    @Test
    void aSystemHostIsACandidateWhereADaemonListens(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("sock");
        assertNo(QemuProbe.system(List.of(socket)));
        try (ServerSocketChannel daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            daemon.bind(UnixDomainSocketAddress.of(socket));
            assertTrue(
                    QemuProbe.system(List.of(folder.resolve("other"), socket)).isSupported());
        }
        assertTrue(Files.exists(socket), "the socket of a daemon that has died");
        assertNo(QemuProbe.system(List.of(socket)));
    }

    @Test
    void aSessionHostIsACandidateWhereADaemonIsInstalled(@TempDir Path folder) throws Exception {
        Path daemon = folder.resolve("libvirtd");
        assertNo(QemuProbe.session(List.of(daemon)));
        Files.createFile(daemon);
        assertNo(QemuProbe.session(List.of(daemon)));
        if (daemon.toFile().setExecutable(true)) {
            assertTrue(QemuProbe.session(List.of(daemon)).isSupported());
        }
    }

    @Test
    void probingSaysWhyNot() {
        List<Candidate> candidates = new LibvirtHostProvider().probe();
        assertEquals(
                List.of("qemu:///system", "qemu:///session"),
                candidates.stream().map(Candidate::uri).toList());
        for (Candidate candidate : candidates) {
            if (!candidate.usable().isSupported()) {
                assertNo(candidate.usable());
            }
        }
    }

    private static void assertNo(Support support) {
        assertFalse(support.isSupported());
        assertFalse(support.reason().isBlank());
        assertFalse(support.remedy().isBlank());
    }
}
