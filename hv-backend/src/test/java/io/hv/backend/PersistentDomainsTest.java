package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.Definition;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.NotFoundException;
import io.hv.StateReason;
import io.hv.Support;
import io.hv.TransientDomain;
import io.hv.UnsupportedFeatureException;
import io.hv.spi.DefinitionFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Definitions in files: of this process, of others, and of nobody any more. */
@Timeout(600)
class PersistentDomainsTest {

    private static final URI WORLD = URI.create("toy:///");
    private static final UUID ID = ToyProgram.ID;

    @TempDir
    Path folder;

    private Path root() {
        return folder.resolve("not").resolve("there yet");
    }

    /** As another process would see it: nothing is shared but the files. */
    private Host open() {
        return new EmbeddedHosts("toy").open(WORLD, ToyMachines::new, Optional.of(DefinitionStore.at(root())));
    }

    private static DomainSpec named(String name) {
        return DomainSpec.named(name).uuid(ID).build();
    }

    private Path file(UUID uuid) {
        return root().resolve("domains").resolve(uuid + ".xml");
    }

    private static List<String> names(Host host) {
        return host.domains().stream().map(Domain::name).toList();
    }

    @Test
    void aDefinitionOutlivesItsHost() throws IOException {
        try (Host host = open()) {
            assertEquals(List.of(), host.domains());
            assertFalse(Files.exists(root()), "looking makes no folder");
            Domain web = host.define(named("web"));
            assertTrue(Files.readString(file(ID)).contains("<name>web</name>"));
            web.edit(spec -> spec.vcpus(2));
            Domain gone = host.define(DomainSpec.named("gone").build());
            gone.undefine();
            TransientDomain passing = host.create(DomainSpec.named("passing").build());
            assertTrue(passing.state().isActive());
            if (Files.getFileStore(root()).supportsFileAttributeView("posix")) {
                assertEquals(
                        "rwx------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(root().resolve("domains"))),
                        "a definition may hold secrets");
            }
        }
        try (Host host = open()) {
            assertEquals(List.of("web"), names(host));
            Domain web = host.domain("web");
            assertEquals(named("web").edit(spec -> spec.vcpus(2)), web.spec());
            assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.DEFINED), web.status());
            web.start();
            web.destroy();
            web.undefine();
            assertEquals(List.of(), host.domains());
        }
        try (Stream<Path> left = Files.walk(root()).filter(Files::isRegularFile)) {
            assertEquals(List.of(root().resolve("lock")), left.toList());
        }
    }

    @Test
    void anEditKeepsWhatTheSpecCannotCarry() throws IOException {
        DefinitionFormat format = DefinitionFormat.find().orElseThrow();
        Definition document = format.parse(format.of(named("web"), java.util.Map.of())
                .text()
                .replace("</uuid>", "</uuid><title>T</title><metadata><n xmlns='urn:n'>kept</n></metadata>")
                .replace("<devices>", "<devices><sound model='ich9'/>"));
        try (Host host = open()) {
            InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> host.define(document));
            assertEquals("/domain/devices/sound", e.faults().get(0).path());
            assertEquals(List.of(), host.domains());
            Domain web = host.define(document.without(host.check(document)));
            web.edit(spec -> spec.vcpus(2));
        }
        // By hand, while nobody looks: it is kept as well.
        Files.writeString(file(ID), Files.readString(file(ID)).replace("<devices>", "<devices><sound model='ac97'/>"));
        try (Host host = open()) {
            Domain web = host.domain("web");
            web.edit(spec -> spec.vcpus(3));
            String text = web.definition().text();
            assertEquals(text, Files.readString(file(ID)));
            assertTrue(text.contains("<title>T</title>") && text.contains("kept") && text.contains("ac97"), text);
            assertEquals(3, web.spec().vcpus());
        }
    }

    @Test
    void whatCannotBeReadIsListedWithTheReasonAndStopsNobody() throws IOException {
        UUID bad = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        try (Host host = open()) {
            Domain unused = host.define(named("web"));
            Files.writeString(file(bad), "<domain><name>");
            Files.writeString(file(other), Files.readString(file(ID)));
            Files.writeString(root().resolve("domains").resolve("README.txt"), "no definition");
            assertEquals(3, host.domains().size());
            Domain damaged = host.domain(bad);
            assertEquals(bad.toString(), damaged.name());
            assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.UNREADABLE), damaged.status());
            for (var call : List.<org.junit.jupiter.api.function.Executable>of(
                    damaged::spec, damaged::start, damaged::definition, () -> damaged.edit(spec -> {}))) {
                InvalidStateException e = assertThrows(InvalidStateException.class, call);
                assertTrue(String.valueOf(e.getMessage()).contains(file(bad).toString()), e.getMessage());
            }
            InvalidStateException e = assertThrows(
                    InvalidStateException.class, () -> host.domain(other).spec());
            assertTrue(String.valueOf(e.getMessage()).contains("the file's name another"), e.getMessage());
            host.domain("web").start();
        }
        try (Host host = open()) {
            assertEquals(3, host.domains().size());
            // Mended, it is what it says; undefined, it is gone.
            Files.writeString(
                    file(bad),
                    Files.readString(file(ID))
                            .replace(ID.toString(), bad.toString())
                            .replace("web", "mended"));
            assertEquals(bad, host.domain("mended").uuid());
            host.domain("mended").start();
            host.domain(other).undefine();
            assertEquals(List.of("mended", "web"), names(host));
            assertFalse(Files.exists(file(other)));
            // Damaged while it is known.
            Files.writeString(file(ID), "");
            assertEquals(StateReason.UNREADABLE, host.domain(ID).status().reason());
            assertThrows(InvalidStateException.class, () -> host.domain("web").start());
        }
    }

    @Test
    void eachSeesWhatTheOtherDoes() throws Exception {
        try (Host one = open();
                Host two = open()) {
            assertEquals(List.of(), two.domains());
            BlockingQueue<LifecycleEvent> told = new LinkedBlockingQueue<>();
            var unused = two.events().on(LifecycleEvent.class, told::add);
            Domain web = one.define(named("web"));
            Domain seen = two.domain("web");
            assertEquals(web.spec(), seen.spec());
            web.edit(spec -> spec.vcpus(2));
            assertEquals(2, two.domain(ID).spec().vcpus());
            assertEquals(2, seen.spec().vcpus());
            seen.edit(spec -> spec.vcpus(spec.build().vcpus() + 1));
            web.edit(spec -> spec.vcpus(spec.build().vcpus() + 1));
            assertEquals(4, two.domain(ID).spec().vcpus(), "nobody's edit is lost");
            assertThrows(
                    AlreadyExistsException.class,
                    () -> two.define(DomainSpec.named("web").build()));
            assertThrows(
                    AlreadyExistsException.class,
                    () -> two.create(DomainSpec.named("web").build()));
            assertThrows(AlreadyExistsException.class, () -> two.define(named("other")));
            web.undefine();
            assertEquals(List.of(), two.domains());
            assertThrows(NotFoundException.class, seen::start);
            assertEquals(LifecycleEvent.Type.DEFINED, next(told));
            LifecycleEvent.Type last = next(told);
            while (last == LifecycleEvent.Type.DEFINED) {
                last = next(told);
            }
            assertEquals(LifecycleEvent.Type.UNDEFINED, last);
        }
    }

    private static LifecycleEvent.Type next(BlockingQueue<LifecycleEvent> told) throws InterruptedException {
        LifecycleEvent event = told.poll(Duration.ofMinutes(2).toSeconds(), TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came");
        }
        return event.type();
    }

    @Test
    void aDomainRunsInOneProcess() throws Exception {
        try (Host host = open()) {
            Domain web = host.define(named("web"));
            Process other = ToyProgram.start(root(), "run", "web");
            try {
                ToyProgram.untilReady(other);
                String holder = "process " + other.pid();
                for (var call : List.<org.junit.jupiter.api.function.Executable>of(
                        web::start, web::undefine, () -> web.edit(spec -> spec.vcpus(2)))) {
                    InvalidStateException e = assertThrows(InvalidStateException.class, call);
                    assertTrue(String.valueOf(e.getMessage()).contains(holder), e.getMessage());
                }
                assertEquals(DomainState.SHUTOFF, web.state());
            } finally {
                // As by kill -9.
                other.destroyForcibly();
            }
            assertTrue(other.waitFor(2, TimeUnit.MINUTES));
            web.start();
            assertEquals(DomainState.RUNNING, web.state());
            web.destroy();
            web.start();
        }
    }

    @Test
    void anotherProcessDefines() throws Exception {
        try (Host host = open()) {
            Process other = ToyProgram.start(root(), "define", "theirs");
            ToyProgram.untilReady(other);
            other.destroyForcibly();
            assertEquals(List.of("theirs"), names(host));
            host.domain("theirs").start();
        }
    }

    @Test
    void aFileThatThisHostCannotHonourIsRefusedAtTheStart() throws IOException {
        try (Host host = open()) {
            Domain web = host.define(named("web"));
            Files.writeString(file(ID), Files.readString(file(ID)).replace(">1</vcpu>", ">9</vcpu>"));
            assertEquals(9, host.domain(ID).spec().vcpus());
            InvalidSpecException e = assertThrows(InvalidSpecException.class, web::start);
            assertEquals("vcpus", e.faults().get(0).path());
            web.edit(spec -> spec.vcpus(4));
            web.start();
        }
    }

    @Test
    void withoutAFormatNothingIsDefinedAndNothingIsLost() {
        try (Host host = open()) {
            Domain unused = host.define(named("web"));
        }
        DefinitionStore store = new DefinitionStore(root(), Optional::empty, step -> {});
        Support support = store.support();
        assertTrue(support.remedy().contains("hv-xml-model"), support.toString());
        try (Host host = new EmbeddedHosts("toy").open(WORLD, ToyMachines::new, Optional.of(store))) {
            assertEquals(ID.toString(), host.domain(ID).name());
            InvalidStateException e = assertThrows(
                    InvalidStateException.class, () -> host.domain(ID).spec());
            assertTrue(String.valueOf(e.getMessage()).contains("hv-xml-model"), e.getMessage());
            UnsupportedFeatureException refused = assertThrows(
                    UnsupportedFeatureException.class,
                    () -> host.define(DomainSpec.named("b").build()));
            assertEquals(Feature.DEFINE, refused.feature());
            try (TransientDomain domain = host.create(DomainSpec.named("b").build())) {
                assertTrue(domain.state().isActive());
            }
        }
    }
}
