package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Disks in a spec: what is said comes back, names are given, and every fault is told by its path. */
class DiskSpecTest {

    private static DiskSpec disk(String file) {
        return DiskSpec.of(DiskSource.file(HostPath.of(file)));
    }

    private static DiskSpec full() {
        return disk("/a.img")
                .target("vdc")
                .readOnly()
                .serial("S-1")
                .discard(DiskSpec.Discard.UNMAP)
                .limits(DiskLimits.none().bytesPerSecond(ByteSize.mib(1)).operationsPerSecond(100))
                .queues(4);
    }

    private static List<String> targets(DomainSpec spec) {
        return spec.disks().stream().map(disk -> disk.target().orElseThrow()).toList();
    }

    private static List<String> sources(DomainSpec spec) {
        return spec.disks().stream().map(disk -> disk.source().toString()).toList();
    }

    private static List<String> faults(DiskSpec... disks) {
        DomainSpec.Builder builder = DomainSpec.named("web").disks(List.of(disks));
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, builder::build);
        return refused.faults().stream().map(SpecFault::path).toList();
    }

    @Test
    void defaults() {
        DiskSpec disk = disk("/a.img");
        assertEquals(Optional.of(HostPath.of("/a.img")), disk.source().file());
        assertEquals(DiskFormat.RAW, disk.source().format());
        assertEquals(Optional.empty(), disk.target());
        assertEquals(DiskBus.VIRTIO, disk.bus());
        assertFalse(disk.isReadOnly());
        assertEquals(Optional.empty(), disk.serial());
        assertEquals(DiskSpec.Discard.IGNORE, disk.discard());
        assertTrue(disk.limits().isNone());
        assertEquals(OptionalInt.empty(), disk.queues());
        assertEquals(List.of(), DomainSpec.named("web").build().disks());
    }

    @Test
    void everyPartCounts() {
        assertEquals(full(), full());
        assertEquals(full().hashCode(), full().hashCode());
        assertNotEquals(full(), disk("/a.img"));
        assertNotEquals(full(), full().target("vdd"));
        assertNotEquals(full(), full().bus(new DiskBus("sata")));
        assertNotEquals(disk("/a"), disk("/a").readOnly());
        assertNotEquals(full(), full().serial("S-2"));
        assertNotEquals(full(), full().discard(DiskSpec.Discard.IGNORE));
        assertNotEquals(full(), full().limits(DiskLimits.none().operationsPerSecond(100)));
        assertNotEquals(full(), full().queues(5));
        assertNotEquals(disk("/a"), disk("/b"));
        assertNotEquals(
                disk("/a"), DiskSpec.of(DiskSource.file(HostPath.of("/a")).format(new DiskFormat("qcow2"))));
    }

    @Test
    void itIsReadAtAGlance() {
        assertEquals("raw /a.img", disk("/a.img").toString());
        assertEquals(
                "vdc = raw /a.img, read-only, serial 'S-1', discards, at most 1 MiB/s, 100 requests/s, 4 queues",
                full().toString());
        assertTrue(DomainSpec.named("web").disk(disk("/a")).build().toString().endsWith("disks [vda = raw /a]"));
    }

    @Test
    void targetsAreGivenInOrderAroundThoseThatAreTaken() {
        DomainSpec spec = DomainSpec.named("web")
                .disk(disk("/1"))
                .disk(disk("/2").target("vdb"))
                .disk(disk("/3"))
                .disk(disk("/4").target("sda"))
                .disk(disk("/5"))
                .build();
        assertEquals(List.of("vda", "sda", "vdb", "vdc", "vdd"), targets(spec));
        assertEquals(List.of("raw /1", "raw /4", "raw /2", "raw /3", "raw /5"), sources(spec));
        assertEquals(spec, spec.edit(b -> {}));
        assertEquals(List.of("vda", "sda", "vdb", "vdc", "vdd", "vde"), targets(spec.edit(b -> b.disk(disk("/6")))));
        assertEquals(List.of("vda"), targets(spec.edit(b -> b.disks(List.of(disk("/7"))))));
    }

    @Test
    void theOrderIsThatOfTheTargets() {
        DomainSpec spec = DomainSpec.named("web")
                .disk(disk("/1").target("vdaa"))
                .disk(disk("/2").target("vdz"))
                .disk(disk("/3").target("xvdb"))
                .disk(disk("/4"))
                .build();
        assertEquals(List.of("vda", "xvdb", "vdz", "vdaa"), targets(spec));
    }

    @Test
    void thereAreNamesForMany() {
        DomainSpec.Builder builder = DomainSpec.named("web");
        IntStream.range(0, 26 * 27 + 1).forEach(i -> builder.disk(disk("/" + i)));
        List<String> targets = targets(builder.build());
        assertEquals("vdz", targets.get(25));
        assertEquals("vdaa", targets.get(26));
        assertEquals("vdzz", targets.get(26 * 27 - 1));
        assertEquals("vdaaa", targets.get(26 * 27));
    }

    @Test
    void everyFaultIsToldAtOnceByItsPath() {
        DiskSpec good = disk("/1").target("vda").serial("12345678901234567890").queues(1024);
        DiskSpec bad = disk("/2")
                .target("vda")
                .serial("123456789012345678901")
                .limits(DiskLimits.none().bytesPerSecond(ByteSize.bytes(0)).operationsPerSecond(0))
                .queues(0);
        assertEquals(
                List.of(
                        "disks[1].target",
                        "disks[1].serial",
                        "disks[1].limits.bytesPerSecond",
                        "disks[1].limits.operationsPerSecond",
                        "disks[1].queues",
                        "disks[2].target"),
                faults(good, bad, disk("/3").target("Vdb")));
        InvalidSpecException refused = assertThrows(
                InvalidSpecException.class,
                () -> DomainSpec.named("a/b")
                        .vcpus(0)
                        .disk(disk("/1").queues(-1))
                        .build());
        assertEquals(
                List.of("name", "vcpus", "disks[0].queues"),
                refused.faults().stream().map(SpecFault::path).toList());
    }

    @Test
    void targetsHaveAForm() {
        for (String good : List.of("vda", "vdzzzz", "sdb", "hda", "fda", "xvda")) {
            assertEquals(
                    List.of(good),
                    targets(DomainSpec.named("web")
                            .disk(disk("/1").target(good))
                            .build()));
        }
        for (String bad : List.of("", "vd", "vd1", "vdA", "../a", "nvme0n1", "vdaaaaa")) {
            assertEquals(List.of("disks[0].target"), faults(disk("/1").target(bad)), bad);
        }
    }

    @Test
    void serialsArePrintableAscii() {
        for (String bad : List.of("", " a", "a ", "a\n", "ä", "a\u007f", "123456789012345678901")) {
            assertEquals(List.of("disks[0].serial"), faults(disk("/1").serial(bad)), bad);
        }
        for (String good : List.of("a", "a b", "<&>'\"", "12345678901234567890")) {
            assertEquals(
                    Optional.of(good),
                    DomainSpec.named("web")
                            .disk(disk("/1").serial(good))
                            .build()
                            .disks()
                            .get(0)
                            .serial());
        }
    }

    @Test
    void twoDisksShareAFileOnlyToReadIt() {
        assertEquals(List.of("disks[1].source"), faults(disk("/1"), disk("/1")));
        assertEquals(List.of("disks[1].source"), faults(disk("/1"), disk("/1").readOnly()));
        DomainSpec shared = DomainSpec.named("web")
                .disk(disk("/1").readOnly())
                .disk(disk("/1").readOnly())
                .build();
        assertEquals(List.of("vda", "vdb"), targets(shared));
    }

    @Test
    void wordsHaveAForm() {
        assertThrows(IllegalArgumentException.class, () -> new DiskBus("VirtIO"));
        assertThrows(IllegalArgumentException.class, () -> new DiskFormat(""));
    }
}
