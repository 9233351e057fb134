package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.ByteSize;
import io.hv.DiskBus;
import io.hv.DiskFormat;
import io.hv.DiskLimits;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.SpecFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Disks in libvirt's XML: the neutral spec's come back, others are left out. */
class DiskXmlTest {

    private static final UUID ID = UUID.fromString("3f2c1b0a-0000-4000-8000-0123456789ab");

    private static DiskSpec disk(String file) {
        return DiskSpec.of(DiskSource.file(HostPath.of(file)));
    }

    private static List<DiskSpec> read(String disks) {
        return DomainXmlReader.read(
                        "<domain><name>x</name><memory>4096</memory><devices>" + disks + "</devices></domain>")
                .disks();
    }

    @Test
    void everythingTheSpecSaysComesBack() {
        DomainSpec spec = DomainSpec.named("web")
                .uuid(ID)
                .disk(disk("/plain.img"))
                .disk(disk("/odd <&>'\" ä.img")
                        .readOnly()
                        .serial("A-b_c.d+e f")
                        .discard(DiskSpec.Discard.UNMAP)
                        .limits(DiskLimits.none()
                                .bytesPerSecond(ByteSize.bytes(12345))
                                .operationsPerSecond(67))
                        .queues(3))
                .disk(disk("/few.img").limits(DiskLimits.none().operationsPerSecond(1)))
                .build();
        assertEquals(spec, DomainXmlReader.read(DomainXmlWriter.write(spec, ID, "test", "x86_64")));
    }

    @Test
    void othersDisksAreToldAsFarAsTheSpecCanSayThem() {
        assertEquals(
                List.of(DiskSpec.of(DiskSource.file(HostPath.of("/a")).format(new DiskFormat("qcow2")))
                        .target("sda")
                        .bus(new DiskBus("scsi"))),
                read(
                        "<disk type='file'><driver name='qemu' type='qcow2' cache='none'/><source file='/a'/>"
                                + "<target dev='sda' bus='scsi'/><iotune><total_bytes_sec>0</total_bytes_sec></iotune></disk>"));
        assertEquals(
                List.of(disk("/a").target("vda")),
                read("<disk type='file' device='disk'><source file='/a'/><target dev='vda'/></disk>"));
    }

    @Test
    void whatTheSpecCannotSayIsLeftOut() {
        String good = "<disk type='file'><source file='/good'/><target dev='vdb' bus='virtio'/></disk>";
        for (String other : List.of(
                "<disk type='file' device='cdrom'><source file='/a'/><target dev='sda' bus='sata'/></disk>",
                "<disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>",
                "<disk type='block' device='disk'><source dev='/dev/sda'/><target dev='vda'/></disk>",
                "<disk type='network'><source protocol='rbd' name='x'/><target dev='vda'/></disk>",
                "<disk type='file'><target dev='vda'/></disk>",
                "<disk type='file'><source file='/a'/></disk>",
                "<disk type='file'><source file='/a'/><target dev='ubda1'/></disk>",
                "<disk type='file'><source file='/a'/><target dev='vda' bus='VirtIO'/></disk>",
                "<disk type='file'><driver queues='many'/><source file='/a'/><target dev='vda'/></disk>",
                "<disk type='file'><source file='/good'/><target dev='vdz'/><shareable/></disk>",
                "<disk type='file'><source file='/a'/><target dev='vda'/><serial>" + "1".repeat(36)
                        + "</serial></disk>")) {
            assertEquals(List.of(disk("/good").target("vdb")), read(good + other), other);
        }
    }

    @Test
    void whatLibvirtDoesNotTakeIsAFault() {
        DomainSpec spec = DomainSpec.named("web")
                .disk(disk("/a").serial("fine"))
                .disk(disk("/b").serial("50% off"))
                .disk(disk("/c\u0001"))
                .build();
        assertEquals(
                List.of("disks[2].source", "disks[1].serial"),
                DomainXmlWriter.check(spec).stream().map(SpecFault::path).toList());
    }

    @Test
    void whatIsNotCountedIsEmpty() {
        assertEquals(
                DiskStatistics.of(1, 512, 2, 1024).flushes(3).busy(Duration.ofNanos(60)),
                BlockStats.statistics(Map.of(
                        "rd_operations",
                        1L,
                        "rd_bytes",
                        512L,
                        "wr_operations",
                        2L,
                        "wr_bytes",
                        1024L,
                        "flush_operations",
                        3L,
                        "rd_total_times",
                        10L,
                        "wr_total_times",
                        20L,
                        "flush_total_times",
                        30L)));
        assertEquals(
                DiskStatistics.of(1, 512, 0, 0), BlockStats.statistics(Map.of("rd_operations", 1L, "rd_bytes", 512L)));
    }
}
