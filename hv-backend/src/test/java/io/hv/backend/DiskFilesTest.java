package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.ByteSize;
import io.hv.Content;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.MultibootBoot;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What can be a raw disk, and what is refused by its name. */
class DiskFilesTest {

    @TempDir
    private Path folder;

    private static DiskSpec disk(Path file) {
        return DiskSpec.of(DiskSource.file(HostPath.of(file)));
    }

    /** Why a file cannot be a disk, or nothing. */
    private static String fault(Path file) {
        DomainSpec spec = DomainSpec.named("web")
                .memory(ByteSize.mib(64))
                .boot(MultibootBoot.kernel(Content.bytes(new byte[1])))
                .disk(disk(file))
                .build();
        List<SpecFault> faults = DiskFiles.faults(spec);
        return faults.isEmpty() ? "" : faults.get(0).why();
    }

    @Test
    void filesAndFolders() throws IOException {
        Path file = Files.write(folder.resolve("disk.raw"), new byte[1025]);
        assertEquals("", fault(file));
        assertEquals(ByteSize.bytes(1024), DiskFiles.capacity(disk(file)));
        assertEquals("it is a folder", fault(folder));
        assertEquals("there is no such file", fault(folder.resolve("none")));
    }

    @Test
    void aHostReadsSomeFormats() {
        DiskSpec disk = DiskSpec.of(DiskSource.file(HostPath.of("/disk")).format(DiskFormat.QCOW2));
        DomainSpec spec = DomainSpec.named("web").disk(disk).build();
        FeatureTable features = FeatureTable.of("test", Set.of(Feature.DISKS));
        assertEquals(List.of(), SpecCheck.faults(spec, features, Set.of(DiskFormat.RAW, DiskFormat.QCOW2)));
        SpecFault fault = SpecCheck.faults(spec, features).get(0);
        assertEquals("disks[0].source.format", fault.path());
        assertEquals("this host reads raw", fault.why());
    }

    @Test
    void whatIsMissingIsMadeInItsFormat() {
        DiskSpec disk = DiskSpec.of(DiskSource.file(HostPath.of("/none/disk")).format(DiskFormat.QCOW2));
        NotFoundException gone = assertThrows(NotFoundException.class, () -> DiskFiles.requireThere(disk));
        assertEquals("make it, for example: qemu-img create -f qcow2 /none/disk 1G", gone.remedy());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "mkfifo and /dev/null")
    void whatElseAPathCanName() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        assertEquals("it is a FIFO (named pipe)", fault(fifo));
        assertEquals("it is a character device", fault(Path.of("/dev/null")));
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Object unused = server.bind(UnixDomainSocketAddress.of(socket));
            assertEquals("it is a socket", fault(socket));
        }
    }
}
