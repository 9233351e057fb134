package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.CloneSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.guests.SmallGuests;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A domain with shared folders: when it starts, and what it cannot do. */
@RequiresKvm
@Timeout(300)
class KvmSharesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private DomainSpec spec(KvmOptions options) {
        return DomainSpec.named("sharing")
                .memory(ByteSize.mib(16))
                .boot(Guests.boot(SmallGuests.echo()))
                .with(options)
                .build();
    }

    private long open() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(this::isShared).count();
        }
    }

    private boolean isShared(Path link) {
        try {
            return Files.readSymbolicLink(link).startsWith(folder);
        } catch (IOException e) {
            // It was closed while the list was read.
            return false;
        }
    }

    @Test
    void itIsOpenWhileItRuns() throws IOException {
        KvmOptions options =
                KvmOptions.defaults().share("one", HostPath.of(folder), true).share("two", HostPath.of(folder), false);
        try (Host host = Host.open(OwnRoot.URI)) {
            Domain domain = host.create(spec(options));
            assertEquals(2, open());
            assertEquals("fs1", domain.as(KvmDomain.class).devices().get(1).name());
            domain.destroy();
            assertEquals(0, open());
        }
    }

    @Test
    void itIsNeitherSavedNorCloned() {
        KvmOptions options = KvmOptions.defaults().share("one", HostPath.of(folder), false);
        Path file = folder.resolve("saved.hv");
        try (Host host = Host.open(OwnRoot.URI)) {
            Domain domain = host.create(spec(options));
            assertEquals(1, domain.plan(CloneSpec.live()).obstacles().size());
            for (HypervisorException e : new HypervisorException[] {
                assertThrows(
                        InvalidStateException.class,
                        () -> domain.cloneAs(CloneSpec.live()).await(PATIENCE)),
                assertThrows(
                        InvalidStateException.class,
                        () -> domain.save(HostPath.of(file)).await(PATIENCE))
            }) {
                assertTrue(String.valueOf(e.getMessage()).contains("1 folder of the host's"), e.getMessage());
            }
            assertFalse(Files.exists(file));
            assertEquals(DomainState.RUNNING, domain.state());
            domain.destroy();
        }
    }

    @Test
    void aFolderThatIsNotThereIsAFaultOfTheSpec() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (Host host = Host.open(OwnRoot.URI)) {
            for (Path none : new Path[] {folder.resolve("nothing"), file}) {
                KvmOptions options = KvmOptions.defaults().share("one", HostPath.of(none), true);
                InvalidSpecException e = assertThrows(
                        InvalidSpecException.class,
                        () -> host.create(spec(options)).close());
                assertEquals("options.shares[0].folder", e.faults().get(0).path());
            }
        }
        assertEquals(0, open());
    }
}
