package io.hv.mem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Disk;
import io.hv.DiskBus;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks of {@code mem:///}: their files and sizes are real, what their guests do with them is played. */
class MemDiskTest {

    @TempDir
    private Path folder;

    private Host host;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        host = Host.open("mem:///" + UUID.randomUUID());
        file = Files.write(folder.resolve("disk"), new byte[4096 + 100]);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private static DiskSpec disk(Path path) {
        return DiskSpec.of(DiskSource.file(HostPath.of(path)));
    }

    private Domain running(DiskSpec disk) {
        Domain web = host.define(DomainSpec.named("web").disk(disk).build());
        web.start();
        return web;
    }

    @Test
    void aCapacityIsTheWholeSectorsOfTheFile() {
        Domain web = host.define(DomainSpec.named("web").disk(disk(file)).build());
        assertEquals(ByteSize.kib(4), web.disk("vda").capacity());
        web.start();
        assertEquals(ByteSize.kib(4), web.disk("vda").capacity());
        assertEquals(
                "disk 'vda' of domain 'web' on " + host.uri(), web.disk("vda").toString());
    }

    @Test
    void aResizeIsOneOfTheFileAndStays() throws Exception {
        Domain web = running(disk(file));
        Disk disk = web.disk("vda");
        disk.resize(ByteSize.kib(64));
        assertEquals(ByteSize.kib(64), disk.capacity());
        assertEquals(65536, Files.size(file));
        disk.resize(ByteSize.bytes(512));
        assertEquals(512, Files.size(file));
        web.destroy();
        assertEquals(ByteSize.bytes(512), disk.capacity());
    }

    @Test
    void whatIsNoCapacityIsRefused() throws Exception {
        Disk disk = running(disk(file)).disk("vda");
        for (long bad : new long[] {0, 1, 513}) {
            assertThrows(IllegalArgumentException.class, () -> disk.resize(ByteSize.bytes(bad)));
        }
        assertEquals(4196, Files.size(file));
    }

    @Test
    void aMissingFileStopsTheStartAndNotTheDefinition() throws Exception {
        Path absent = folder.resolve("absent");
        Domain web = host.define(
                DomainSpec.named("web").disk(disk(file)).disk(disk(absent)).build());
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, web::start);
        assertEquals(
                List.of("disks[1].source"),
                refused.faults().stream().map(SpecFault::path).toList());
        assertTrue(String.valueOf(refused.getMessage()).contains(absent.toString()), refused::getMessage);
        assertEquals(DomainState.SHUTOFF, web.state());
        NotFoundException gone = assertThrows(NotFoundException.class, web.disk("vdb")::capacity);
        assertTrue(String.valueOf(gone.getMessage()).contains(absent.toString()), gone::getMessage);
        Files.write(absent, new byte[512]);
        web.start();
        assertEquals(ByteSize.bytes(512), web.disk("vdb").capacity());
    }

    @Test
    void aFolderIsNoDisk() {
        Domain web = host.define(DomainSpec.named("web").disk(disk(folder)).build());
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, web::start);
        assertEquals("it is a folder", refused.faults().get(0).why());
    }

    @Test
    void whatAGuestDoesIsCountedUntilItsRunEnds() {
        Domain web = running(disk(file).target("vdb"));
        MemDomain guest = web.as(MemDomain.class);
        guest.readDisk("vdb", ByteSize.kib(4));
        guest.readDisk("vdb", ByteSize.bytes(512));
        guest.writeDisk("vdb", ByteSize.kib(1));
        DiskStatistics seen = web.disk("vdb").statistics();
        assertEquals(2, seen.reads());
        assertEquals(4608, seen.readBytes());
        assertEquals(1, seen.writes());
        assertEquals(1024, seen.writtenBytes());
        assertEquals(OptionalLong.of(0), seen.flushes());
        web.reset();
        assertEquals(seen, web.disk("vdb").statistics());
        web.destroy();
        assertThrows(InvalidStateException.class, web.disk("vdb")::statistics);
        web.start();
        assertEquals(0, web.disk("vdb").statistics().reads());
        assertThrows(NotFoundException.class, () -> guest.readDisk("vda", ByteSize.kib(4)));
    }

    @Test
    void aReadOnlyDiskIsNeitherWrittenNorResized() throws Exception {
        Domain web = running(disk(file).readOnly());
        MemDomain guest = web.as(MemDomain.class);
        guest.readDisk("vda", ByteSize.kib(4));
        assertThrows(InvalidStateException.class, () -> guest.writeDisk("vda", ByteSize.kib(4)));
        assertThrows(InvalidStateException.class, () -> web.disk("vda").resize(ByteSize.kib(64)));
        assertEquals(4196, Files.size(file));
    }

    @Test
    void failuresCanBeOrdered() throws Exception {
        Disk disk = running(disk(file)).disk("vda");
        MemHost injections = host.as(MemHost.class);
        HostFailureException failure = MemHost.failure("no space left");
        injections.fail(MemOperation.DISK_RESIZE, 1, failure);
        injections.fail(MemOperation.DISK_STATISTICS, 2, failure);
        assertSame(failure, assertThrows(HostFailureException.class, () -> disk.resize(ByteSize.kib(64))));
        assertEquals(ByteSize.kib(4), disk.capacity());
        assertEquals(4196, Files.size(file));
        DiskStatistics first = disk.statistics();
        assertSame(failure, assertThrows(HostFailureException.class, disk::statistics));
        assertEquals(first, disk.statistics());
        assertEquals(1, injections.calls(MemOperation.DISK_RESIZE));
    }

    @Test
    void whatNoHostHasYetIsAFaultOfItsPart() {
        DomainSpec spec = DomainSpec.named("web")
                .disk(disk(file))
                .disk(DiskSpec.of(DiskSource.file(HostPath.of("/2")).format(DiskFormat.QCOW2))
                        .bus(new DiskBus("sata")))
                .build();
        List<SpecFault> faults = host.check(spec);
        assertEquals(
                List.of("disks[1].bus", "disks[1].source.format"),
                faults.stream().map(SpecFault::path).toList());
        assertThrows(InvalidSpecException.class, () -> host.define(spec));
        assertFalse(host.findDomain("web").isPresent());
    }
}
