package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stock Linux uses virtio disks by its own drivers. */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(900)
class StockDiskTest {

    private static final long SIZE = 16 << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void readsAndWrites(VirtioTransport transport) throws IOException {
        Path file = image("disk.raw");
        DomainSpec spec = StockLinux.spec(StockLinux.images(), 2, "quiet")
                .edit(builder -> builder.disk(DiskSpec.of(DiskSource.file(HostPath.of(file)))
                                .serial("HV-0001")
                                .discard(DiskSpec.Discard.UNMAP))
                        .with(KvmOptions.defaults().virtioTransport(transport).entropy(true)));
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec)) {
            StockLinux linux = StockLinux.of(domain).isUp();
            assertEquals(
                    "32768 HV-0001",
                    linux.ask("cat /sys/block/vda/size /sys/block/vda/serial")
                            .replace('\n', ' ')
                            .replace("\r", ""));
            assertEquals("mark", linux.ask("dd if=/dev/vda bs=4 count=1 skip=1024 2>/dev/null"));
            linux.ask("echo written | dd of=/dev/vda bs=512 seek=100 conv=notrunc,fsync 2>/dev/null");
            linux.ask(
                    "dd if=/dev/urandom of=/tmp/r bs=64k count=64 2>/dev/null; dd if=/tmp/r of=/dev/vda bs=256k seek=16 conv=fsync 2>/dev/null");
            assertEquals(
                    linux.ask("sha256sum < /tmp/r"),
                    linux.ask(
                            "echo 3 > /proc/sys/vm/drop_caches; dd if=/dev/vda bs=256k skip=16 count=16 2>/dev/null | sha256sum"));
            DiskStatistics statistics = domain.disk("vda").statistics();
            assertTrue(statistics.writtenBytes() >= 4 << 20, statistics.toString());
            domain.disk("vda").resize(ByteSize.mib(32));
            assertEquals("65536", linux.ask("cat /sys/block/vda/size"));
            linux.type("poweroff -f");
            assertEquals(
                    StateReason.SHUT_DOWN, domain.awaitEnd(StockLinux.PATIENCE).reason());
        }
        byte[] bytes = Files.readAllBytes(file);
        assertEquals("written\n", new String(bytes, 51200, 8, java.nio.charset.StandardCharsets.US_ASCII));
    }

    private Path image(String name) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(SIZE);
            raw.seek(4096);
            raw.writeBytes("mark");
        }
        return file;
    }
}
