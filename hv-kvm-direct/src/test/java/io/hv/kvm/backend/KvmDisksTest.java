package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.ByteSize;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.guests.SmallGuests;
import io.hv.kvm.storage.DiskInUseException;
import io.hv.kvm.storage.OverlayFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The disks of a machine are frozen together, and its clones' come from them. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "files without a name")
class KvmDisksTest {

    @TempDir
    private Path folder;

    private DomainSpec spec(String... files) throws IOException {
        DomainSpec.Builder builder =
                DomainSpec.named("forked").memory(ByteSize.mib(32)).boot(Guests.boot(SmallGuests.virtioBlkMmio()));
        for (String file : files) {
            Path path = folder.resolve(file);
            if (Files.notExists(path)) {
                Files.write(path, new byte[1 << 16]);
            }
            DiskSpec disk = DiskSpec.of(DiskSource.file(HostPath.of(path)));
            builder.disk(file.startsWith("fixed") ? disk.readOnly() : disk);
        }
        return builder.build();
    }

    @Test
    void allAreFrozenAndCloned() throws IOException {
        DomainSpec spec = spec("first.raw", "second.raw", "fixed.raw");
        DomainSpec alone = spec("second.raw");
        try (KvmDisks disks = KvmDisks.open(spec)) {
            FrozenDisks frozen = disks.freeze();
            assertEquals(
                    List.of(false, false, true),
                    Stream.of("vda", "vdb", "vdc")
                            .map(target -> frozen.get(target).readOnly())
                            .toList());
            try (KvmDisks clones = KvmDisks.clones(spec, frozen)) {
                frozen.close();
                assertEquals(disks.capacity("vda"), clones.capacity("vda"));
                FrozenDisks none = new FrozenDisks(Map.of(), Set.of());
                IllegalStateException e = assertThrows(IllegalStateException.class, () -> KvmDisks.clones(spec, none));
                assertEquals("no disk 'vda' was frozen", e.getMessage());
                assertThrows(DiskInUseException.class, () -> KvmDisks.open(alone));
            }
        }
        KvmDisks.open(alone).close();
        assertEquals(1 << 16, Files.size(folder.resolve("second.raw")));
    }

    /** A read-only disk needs no overlay; the other gets none. */
    @Test
    void allOrNoneAreFrozen() throws IOException {
        DomainSpec spec = spec("fixed.raw", "first.raw");
        try (OverlayFolder unused = new OverlayFolder(folder.resolve("none"));
                KvmDisks disks = KvmDisks.open(spec)) {
            assertEquals(ByteSize.kib(64), disks.capacity("vda"));
            assertThrows(IOException.class, disks::freeze);
        }
        // Nobody holds the one that was frozen first.
        Files.move(folder.resolve("fixed.raw"), folder.resolve("free.raw"));
        KvmDisks.open(spec("free.raw")).close();
    }
}
