package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.BinaryBoot;
import io.hv.Content;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.HostUnavailableException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.LinuxBoot;
import io.hv.SpecFault;
import io.hv.StateReason;
import io.hv.Subscription;
import io.hv.TransientDomain;
import io.hv.UnsupportedFeatureException;
import io.hv.testkit.requires.RequiresLibvirt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contracts do not know of: the ways out, libvirt's own states, what it refuses. On the test driver. */
@RequiresLibvirt
class LibvirtHostTest {

    @TempDir
    Path folder;

    @Test
    void theWaysOutSpeakLibvirt() throws Exception {
        String uri = TestHosts.uri(folder);
        try (LibvirtHost host = TestHosts.open(uri)) {
            assertEquals("libvirt", host.backend());
            assertEquals(uri, host.connectionUri());
            assertEquals("TEST", host.driver().toUpperCase(java.util.Locale.ROOT));
            assertTrue(host.libvirtVersion().matches("\\d+\\.\\d+\\.\\d+"), host.libvirtVersion());
            Domain web = host.define(DomainSpec.named("web").build());
            LibvirtDomain libvirts = web.as(LibvirtDomain.class);
            assertTrue(libvirts.xml().contains("<name>web</name>"), libvirts.xml());
            assertFalse(libvirts.definitionXml().contains("<domain type='test' id="), libvirts.definitionXml());
            web.start();
            assertTrue(libvirts.xml().contains("<domain type='test' id="), libvirts.xml());
        }
    }

    @Test
    void libvirtsOwnXmlDefinesAndChanges() throws Exception {
        try (LibvirtHost host = TestHosts.open(TestHosts.uri(folder))) {
            Domain web = host.defineXml("<domain type='test'><name>web</name><memory>4096</memory>"
                    + "<os><type>hvm</type></os><title>one</title></domain>");
            LibvirtDomain libvirts = web.as(LibvirtDomain.class);
            host.defineXml(libvirts.xml().replace("<title>one</title>", "<title>two</title>"));
            assertTrue(libvirts.xml().contains("<title>two</title>"), libvirts.xml());
            assertEquals(1, host.domains().size());
            InvalidSpecException refused =
                    assertThrows(InvalidSpecException.class, () -> host.defineXml("<domain type='test'/>"));
            assertFalse(refused.faults().get(0).why().isBlank());
        }
    }

    @Test
    void aDefinitionThatChangesWhileItRunsIsToldWithTheRunningState() throws Exception {
        try (LibvirtHost host = TestHosts.open(TestHosts.uri(folder))) {
            Domain web = host.define(DomainSpec.named("web").build());
            web.start();
            LinkedBlockingQueue<LifecycleEvent> events = new LinkedBlockingQueue<>();
            try (Subscription subscription = host.events().on(LifecycleEvent.class, events::add)) {
                host.defineXml(web.as(LibvirtDomain.class).definitionXml());
                LifecycleEvent event = events.poll(30, TimeUnit.SECONDS);
                assertEquals(LifecycleEvent.Type.DEFINED, event.type());
                assertEquals(DomainState.RUNNING, event.status().state());
                assertEquals(0, subscription.lost());
            }
        }
    }

    @Test
    void theSpecIsReadBackFromLibvirt() throws Exception {
        try (LibvirtHost host = TestHosts.open(TestHosts.uri(folder))) {
            DomainSpec spec = DomainSpec.named("größe <&>")
                    .vcpus(2)
                    .boot(LinuxBoot.kernel(HostPath.of("/boot/k 'x'")).append("a=\"b\" <c>"))
                    .build();
            Domain domain = host.define(spec);
            assertEquals(spec.edit(b -> b.uuid(domain.uuid())), domain.spec());
        }
    }

    @Test
    void whatLibvirtFoundInItsFileIsThere() throws Exception {
        String domains = TestHosts.domain("b-paused", 3)
                + TestHosts.domain("a-running", 1)
                + TestHosts.domain("c-off", 5)
                + TestHosts.domain("d-crashed", 6);
        try (LibvirtHost host = TestHosts.open(TestHosts.uri(folder, domains))) {
            assertEquals(
                    List.of("a-running", "b-paused", "c-off", "d-crashed"),
                    host.domains().stream().map(Domain::name).toList());
            assertEquals(DomainState.RUNNING, host.domain("a-running").state());
            assertEquals(DomainState.PAUSED, host.domain("b-paused").state());
            assertEquals(DomainState.SHUTOFF, host.domain("c-off").state());
            Domain crashed = host.domain("d-crashed");
            assertEquals(DomainStatus.of(DomainState.CRASHED, StateReason.CRASHED), crashed.status());
            assertFalse(crashed.crash().orElseThrow().message().isBlank());
        }
    }

    @Test
    void whoWasPausedBeforeIsResumedOnce() throws Exception {
        try (LibvirtHost host = TestHosts.open(TestHosts.uri(folder, TestHosts.domain("paused", 3)))) {
            Domain paused = host.domain("paused");
            LifecycleEvent event =
                    host.events().await(LifecycleEvent.class, e -> true, Duration.ofSeconds(30), paused::resume);
            assertEquals(LifecycleEvent.Type.RESUMED, event.type());
            assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.RESUMED), event.status());
        }
    }

    @Test
    void aCrashIsAnEventAndAState() throws Exception {
        String uri = TestHosts.uri(folder);
        try (LibvirtHost host = TestHosts.open(uri);
                TransientDomain passing =
                        host.create(DomainSpec.named("passing").build())) {
            Domain web = host.define(DomainSpec.named("web").build());
            web.start();
            SharedConnection shared = SharedConnection.acquire(host.uri());
            try {
                for (Domain each : List.of(web, passing)) {
                    LifecycleEvent event = host.events()
                            .await(
                                    LifecycleEvent.class,
                                    e -> e.uuid().equals(each.uuid()),
                                    Duration.ofSeconds(30),
                                    () -> crash(shared, each));
                    assertEquals(LifecycleEvent.Type.CRASHED, event.type());
                    assertEquals(DomainStatus.of(DomainState.CRASHED, StateReason.CRASHED), each.status());
                    assertTrue(each.crash().isPresent());
                }
            } finally {
                shared.release();
            }
            assertTrue(host.findDomain("passing").isEmpty());
            web.start();
            assertTrue(web.crash().isEmpty());
        }
    }

    /** The test driver's guests crash on request only: {@code VIR_DUMP_CRASH}. */
    private void crash(SharedConnection shared, Domain domain) {
        try (DomainRef ref = shared.domains().find(domain.uuid()).orElseThrow()) {
            String core = folder.resolve("core").toString();
            assertEquals(0, shared.connection().calls().virDomainCoreDump(ref.pointer(), core, 1));
        } catch (LibvirtFailure e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsNotSupportedSaysWhatWouldHelp() throws Exception {
        try (LibvirtHost host = TestHosts.open(TestHosts.uri(folder))) {
            Domain web = host.define(DomainSpec.named("web").build());
            UnsupportedFeatureException console = assertThrows(UnsupportedFeatureException.class, web::console);
            assertEquals(Feature.CONSOLE, console.feature());
            assertFalse(console.remedy().isBlank());
            List<SpecFault> faults = host.check(DomainSpec.named("x")
                    .boot(BinaryBoot.of(Content.bytes(new byte[1]), BinaryBoot.Mode.REAL, 0))
                    .build());
            assertEquals(
                    List.of("boot", "boot.image"),
                    faults.stream().map(SpecFault::path).toList());
            faults.forEach(fault -> assertFalse(fault.remedy().isBlank(), fault::toString));
        }
    }

    @Test
    void anotherClientsDomainCountsAsTakenAndItsStateAsMet() throws Exception {
        // test:///default is one world for all connections of a process; a second connection is another client.
        try (Host host = Host.open("test:///default")) {
            SharedConnection other = SharedConnection.acquire(java.net.URI.create("test:///default?other"));
            try {
                String name = "hv-" + java.util.UUID.randomUUID();
                Domain web = host.define(DomainSpec.named(name).build());
                try (DomainRef theirs = other.domains().find(name).orElseThrow()) {
                    theirs.start(0);
                    assertEquals(
                            DomainState.RUNNING,
                            web.awaitState(DomainState.RUNNING, Duration.ofSeconds(30))
                                    .state());
                    assertThrows(InvalidStateException.class, web::start);
                    theirs.destroy();
                    theirs.undefine();
                }
                assertTrue(host.findDomain(name).isEmpty());
                try (DomainRef theirs = other.domains()
                        .define("<domain type='test'><name>" + name + "</name><memory>4096</memory>"
                                + "<os><type>hvm</type></os></domain>")) {
                    assertThrows(
                            AlreadyExistsException.class,
                            () -> host.define(DomainSpec.named(name).build()));
                    theirs.undefine();
                }
            } finally {
                other.release();
            }
        }
    }

    @Test
    void aHostThatIsNotThereIsUnavailable() {
        HostUnavailableException gone =
                assertThrows(HostUnavailableException.class, () -> Host.open("test://" + folder.resolve("absent.xml")));
        assertTrue(gone.code() > 0, gone::toString);
        assertTrue(gone.toString().contains("absent.xml"), gone.toString());
        assertFalse(gone.remedy().isBlank());
        assertThrows(
                HostUnavailableException.class,
                () -> Host.open("qemu+unix:///system?socket=" + folder.resolve("absent")));
    }
}
