package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.ByteSize;
import io.hv.ConnectionEvent;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.libvirt.LibvirtDomainEvent.Kind;
import io.hv.testkit.contract.GuestKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What libvirt tells of domains beside their life cycle, caused by hv and by virsh. */
@Tag("libvirtd")
class DomainEventsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long DISK = 4 << 20;

    private final QemuBackend backend = new QemuBackend();

    @TempDir
    Path folder;

    private HostPath disk(String name) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(DISK);
        }
        return HostPath.of(file);
    }

    private Domain running(Host host) throws IOException {
        DiskSpec disk = DiskSpec.of(DiskSource.file(disk("first.img")));
        DomainSpec spec =
                backend.guest(GuestKind.IDLE, "eventful").orElseThrow().edit(b -> b.disk(disk));
        Domain domain = host.define(spec);
        domain.start();
        return domain;
    }

    private interface Cause {
        void make() throws IOException;
    }

    private static LibvirtDomainEvent told(Host host, Predicate<LibvirtDomainEvent> fits, Cause cause) {
        return host.events().await(LibvirtDomainEvent.class, fits, PATIENCE, () -> {
            try {
                cause.make();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static LibvirtDomainEvent told(Host host, Kind kind, Cause cause) {
        return told(host, event -> event.kind() == kind, cause);
    }

    /** Each by a cause of its own, with what it tells. */
    @Test
    void causedByHvAndByVirsh() throws IOException {
        assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElse(""));
        try (PrivateLibvirtd daemon = PrivateLibvirtd.start();
                Host host = Host.open(daemon.uri())) {
            Domain domain = running(host);
            HostPath second = disk("second.img");
            LibvirtDomainEvent added = told(
                    host,
                    Kind.DEVICE_ADDED,
                    () -> assertEquals(
                            "vdb",
                            domain.attach(DiskSpec.of(DiskSource.file(second))).target()));
            assertEquals(domain.uuid(), added.uuid());
            assertEquals("eventful", added.name());
            assertEquals(Optional.of("virtio-disk1"), added.text("devAlias"));

            LibvirtDomainEvent tuned = told(
                    host,
                    Kind.TUNABLE,
                    () -> Virsh.says(host, "blkdeviotune", "eventful", "vda", "--total-iops-sec", "77", "--live"));
            assertEquals(Optional.of(77L), tuned.number("blkdeviotune.total_iops_sec"), tuned::toString);

            LibvirtDomainEvent metadata = told(
                    host, Kind.METADATA_CHANGE, () -> Virsh.says(host, "desc", "eventful", "--live", "--title", "new"));
            assertEquals(Optional.of(1L), metadata.number("type"), "VIR_DOMAIN_METADATA_TITLE");

            told(host, Kind.REBOOT, domain::reset);

            LibvirtDomainEvent job = told(
                    host,
                    event -> event.kind() == Kind.BLOCK_JOB_2
                            && event.number("status").equals(Optional.of(0L)),
                    () -> Virsh.says(
                            host,
                            "blockcopy",
                            "eventful",
                            "vdb",
                            folder.resolve("copy.img").toString(),
                            "--transient-job",
                            "--wait",
                            "--pivot"));
            assertEquals(Optional.of("vdb"), job.text("disk"));

            LibvirtDomainEvent completed = told(
                    host,
                    Kind.JOB_COMPLETED,
                    () -> assertTrue(domain.save(HostPath.of(folder.resolve("saved")))
                            .await(PATIENCE)
                            .path()
                            .endsWith("saved")));
            assertTrue(
                    completed.number("memory_total").orElse(0L)
                            > ByteSize.mib(64).bytes(),
                    completed::toString);
        }
    }

    /** They come again on a connection that was lost. */
    @Test
    void afterALoss() throws IOException {
        assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElse(""));
        try (PrivateLibvirtd daemon = PrivateLibvirtd.start();
                Host host = Host.open(daemon.uri())) {
            Domain domain = running(host);
            ConnectionEvent restored = host.events()
                    .await(
                            ConnectionEvent.class,
                            event -> event.type() == ConnectionEvent.Type.RESTORED,
                            PATIENCE,
                            () -> {
                                try {
                                    daemon.kill();
                                    daemon.again();
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            assertFalse(restored.toString().isEmpty());
            HostPath second = disk("second.img");
            LibvirtDomainEvent added = told(
                    host,
                    Kind.DEVICE_ADDED,
                    () -> assertEquals(
                            "vdb",
                            domain.attach(DiskSpec.of(DiskSource.file(second))).target()));
            assertEquals(domain.uuid(), added.uuid());
        }
    }
}
