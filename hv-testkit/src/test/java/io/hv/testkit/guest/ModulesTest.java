package io.hv.testkit.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernel modules in an initramfs. */
class ModulesTest {

    @TempDir
    private Path tree;

    @BeforeEach
    void modules() throws IOException {
        // The order that busybox's depmod writes: not an order of loading, neither forward nor backward.
        Files.writeString(tree.resolve("modules.dep"), """
                net/virtio_net.ko: virtio/virtio.ko virtio/virtio_ring.ko net/net_failover.ko core/failover.ko
                net/net_failover.ko: core/failover.ko
                core/failover.ko:
                virtio/virtio_ring.ko: virtio/virtio.ko
                virtio/virtio.ko:
                misc/pvpanic-mmio.ko.gz: misc/pvpanic.ko.up
                misc/pvpanic.ko.up:
                misc/gone.ko:
                """);
        Files.writeString(tree.resolve("modules.builtin"), "kernel/fs/ext4/ext4.ko\nkernel/virtio-pci.ko\n");
        for (String plain : List.of(
                "net/virtio_net.ko",
                "net/net_failover.ko",
                "core/failover.ko",
                "virtio/virtio_ring.ko",
                "virtio/virtio.ko",
                "misc/pvpanic.ko.up")) {
            Files.createDirectories(tree.resolve(plain).getParent());
            Files.writeString(tree.resolve(plain), plain);
        }
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(tree.resolve("misc/pvpanic-mmio.ko.gz")))) {
            gzip.write("mmio".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void eachComesBehindWhatItNeeds() {
        String archive = archive(Initramfs.builder().module("virtio-net", tree).module("virtio_ring", tree));
        assertTrue(
                archive.contains("virtio.ko\nvirtio_ring.ko\nfailover.ko\nnet_failover.ko\nvirtio_net.ko\n"), archive);
        assertTrue(archive.contains("modules/net_failover.ko"), archive);
    }

    @Test
    void whatIsBuiltInIsThereAlready() {
        String archive = archive(Initramfs.builder().module("ext4", tree).module("virtio_pci", tree));
        assertFalse(archive.contains("modules"), archive);
    }

    @Test
    void packedModulesAreUnpacked() {
        String archive = archive(Initramfs.builder()
                .unpacking(".up", packed -> new FilterInputStream(packed) {
                    @Override
                    public byte[] readAllBytes() throws IOException {
                        return new String(super.readAllBytes(), StandardCharsets.UTF_8)
                                .replace("pvpanic", "PANIC")
                                .getBytes(StandardCharsets.UTF_8);
                    }
                })
                .module("pvpanic-mmio", tree));
        assertTrue(archive.contains("pvpanic.ko\npvpanic_mmio.ko\n"), archive);
        assertTrue(archive.contains("misc/PANIC.ko.up") && archive.contains("mmio"), archive);
    }

    @Test
    void whatCannotBeHadIsNamed() {
        InvalidSpecException refused = assertThrows(
                InvalidSpecException.class,
                () -> Initramfs.builder()
                        .module("pvpanic", tree)
                        .module("nosuch", tree)
                        .module("gone", tree)
                        .init("")
                        .build());
        assertEquals(
                List.of("pvpanic", "nosuch", "gone"),
                refused.faults().stream().map(SpecFault::value).toList());
        assertTrue(refused.toString().contains("nothing unpacks .up"), refused.toString());
    }

    private static String archive(Initramfs.Builder builder) {
        return new String(builder.init("").build().archive(), StandardCharsets.ISO_8859_1);
    }
}
