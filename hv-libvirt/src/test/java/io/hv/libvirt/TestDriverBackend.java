package io.hv.libvirt;

import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.testkit.contract.BackendUnderTest;
import io.hv.testkit.contract.GuestKind;
import io.hv.testkit.contract.KnownGap;
import io.hv.testkit.requires.LibvirtCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The libvirt backend on libvirt's test driver, a file and so a host of its own for each contract. */
public final class TestDriverBackend implements BackendUnderTest {

    /** For the suite, which names it. */
    public TestDriverBackend() {}

    @Override
    public String name() {
        return "libvirt-test";
    }

    @Override
    public String freshUri() {
        try {
            Path folder = Files.createTempDirectory("hv-libvirt");
            folder.toFile().deleteOnExit();
            String uri = TestHosts.uri(folder);
            Path.of(uri.substring("test://".length())).toFile().deleteOnExit();
            return uri;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Set<Feature> claims() {
        return Set.of(
                Feature.DEFINE,
                Feature.EDIT,
                Feature.DOCUMENTS,
                Feature.TRANSIENT,
                Feature.SUSPEND,
                Feature.SHUTDOWN,
                Feature.EVENTS,
                Feature.SMP,
                Feature.BOOT_LINUX,
                Feature.DISKS,
                Feature.DISK_STATISTICS,
                Feature.DISK_LIMITS,
                Feature.NICS,
                Feature.NETWORKS,
                Feature.SNAPSHOTS,
                Feature.POOLS);
    }

    /** The driver plays guests: each idles, and shuts down when it is asked to. */
    @Override
    public Optional<DomainSpec> guest(GuestKind kind, String name) {
        return switch (kind) {
            case IDLE, POLITE ->
                Optional.of(DomainSpec.named(name)
                        .boot(LinuxBoot.kernel(HostPath.of("/boot/vmlinuz")))
                        .build());
            default -> Optional.empty();
        };
    }

    @Override
    public List<KnownGap> knownGaps() {
        String why = "libvirt's test driver never looks at a disk's file: it makes sizes and statistics up";
        return List.of(
                KnownGap.always("DiskContract.capacity", why),
                KnownGap.always("DiskContract.missingFile", why),
                KnownGap.always("DiskContract.missingFileOfTransient", why),
                KnownGap.always("VolumeContract.source", why),
                KnownGap.always("VolumeContract.overlayAsLargeAsItsBacking", why),
                KnownGap.always(
                        "VolumeContract.keptOverUndefine",
                        "libvirt's test driver has no files: a pool's volumes go with it"));
    }

    @Override
    public Optional<String> unavailable() {
        return LibvirtCondition.missing();
    }
}
