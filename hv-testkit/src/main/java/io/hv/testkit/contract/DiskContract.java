package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.ClosedException;
import io.hv.Disk;
import io.hv.DiskLimits;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import io.hv.TransientDomain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Disks: what the spec says comes back, sizes are those of the files, and what cannot be is refused by name. */
@Contract
public class DiskContract {

    private static final ByteSize SIZE = ByteSize.mib(1);

    /** For JUnit, which creates it. */
    public DiskContract() {}

    private static DiskSpec disk(Path file) {
        return DiskSpec.of(DiskSource.file(HostPath.of(file)));
    }

    private static Domain defined(Bench bench, DiskSpec... disks) {
        bench.needs(Feature.DEFINE, Feature.DISKS);
        return bench.define(bench.idle().edit(b -> b.disks(List.of(disks))));
    }

    private static Domain running(Bench bench, DiskSpec... disks) {
        Domain domain = defined(bench, disks);
        domain.start();
        return domain;
    }

    private static List<String> targets(Domain domain) {
        return domain.disks().stream().map(Disk::target).toList();
    }

    private static void refusedWith(
            Class<? extends HypervisorException> type, HypervisorException thrown, String... words) {
        assertEquals(type, thrown.getClass(), thrown::toString);
        String message = String.valueOf(thrown.getMessage());
        for (String word : words) {
            assertTrue(message.contains(word), () -> "does not name '" + word + "': " + message);
        }
        assertFalse(thrown.remedy().isBlank(), message);
    }

    /** Every part of every disk comes back, in the order of the targets; names are given to those without. */
    @Test
    public void comeBack(Bench bench) {
        DiskSpec rich = disk(bench.file(SIZE))
                .target("vda")
                .readOnly()
                .serial("HV-0123_45")
                .discard(DiskSpec.Discard.UNMAP)
                .queues(2);
        Domain domain = defined(bench, disk(bench.file(SIZE)), rich, disk(bench.file(SIZE)));
        List<DiskSpec> back = domain.spec().disks();
        assertEquals(List.of("vda", "vdb", "vdc"), targets(domain));
        assertEquals(rich, back.get(0));
        assertEquals(back, domain.disks().stream().map(Disk::spec).toList());
        assertTrue(domain.disk("vda").spec().isReadOnly());
        assertFalse(domain.disk("vdb").spec().isReadOnly());
        domain.start();
        assertEquals(back, domain.spec().disks(), "while it runs");
    }

    /** Limits come back, where they are claimed. */
    @Test
    public void limitsComeBack(Bench bench) {
        bench.needs(Feature.DISK_LIMITS);
        DiskSpec limited = disk(bench.file(SIZE))
                .limits(DiskLimits.none().bytesPerSecond(ByteSize.mib(4)).operationsPerSecond(1000));
        assertEquals(
                limited.limits(), running(bench, limited).disk("vda").spec().limits());
    }

    /** A domain without disks has none, and says so. */
    @Test
    public void none(Bench bench) {
        Domain domain = defined(bench);
        assertEquals(List.of(), domain.disks());
        assertThrows(NotFoundException.class, () -> domain.disk("vda"));
    }

    /** Handles are equal by domain and target. */
    @Test
    public void equality(Bench bench) {
        Domain domain = defined(bench, disk(bench.file(SIZE)), disk(bench.file(SIZE)));
        Disk first = domain.disk("vda");
        assertEquals(domain, first.domain());
        assertEquals(first, bench.open().domain(domain.name()).disk("vda"));
        assertEquals(first.hashCode(), domain.disk("vda").hashCode());
        assertNotEquals(first, domain.disk("vdb"));
        assertNotEquals(first, defined(bench, disk(bench.file(SIZE))).disk("vda"));
    }

    /** A target that is not there is not found; the error names the domain, the target, and what there is. */
    @Test
    public void unknownTarget(Bench bench) {
        Domain domain = defined(bench, disk(bench.file(SIZE)).target("vdq"));
        NotFoundException thrown = assertThrows(NotFoundException.class, () -> domain.disk("vdz"));
        refusedWith(NotFoundException.class, thrown, domain.name(), "vdz", "vdq");
    }

    /** One target twice is a fault of the second. */
    @Test
    public void duplicateTargets(Bench bench) {
        bench.needs(Feature.DISKS);
        DiskSpec first = disk(bench.file(SIZE)).target("vda");
        DiskSpec second = disk(bench.file(SIZE)).target("vda");
        DomainSpec idle = bench.idle();
        InvalidSpecException refused = assertThrows(
                InvalidSpecException.class, () -> idle.edit(b -> b.disk(first).disk(second)));
        assertEquals(
                List.of("disks[1].target"),
                refused.faults().stream().map(SpecFault::path).toList());
    }

    /** A disk whose file is not there can be defined; the start fails, names the file, and leaves nothing running. */
    @Test
    public void missingFile(Bench bench) throws Exception {
        Path file = bench.file(SIZE);
        Domain domain = defined(bench, disk(file));
        Files.delete(file);
        HypervisorException refused = assertThrows(HypervisorException.class, domain::start);
        refusedWith(refused.getClass(), refused, file.toString());
        assertEquals(DomainState.SHUTOFF, domain.state());
    }

    /** Nor does a transient domain begin without its disk's file, and nothing is left of it. */
    @Test
    public void missingFileOfTransient(Bench bench) throws Exception {
        bench.needs(Feature.TRANSIENT, Feature.DISKS);
        Path file = bench.file(SIZE);
        DomainSpec spec = bench.idle().edit(b -> b.disk(disk(file)));
        Files.delete(file);
        HypervisorException refused =
                assertThrows(HypervisorException.class, () -> bench.host().create(spec));
        refusedWith(refused.getClass(), refused, file.toString());
        assertFalse(bench.host().findDomain(spec.name()).isPresent());
    }

    /** A raw disk is as large as its file, before the start and after it. */
    @Test
    public void capacity(Bench bench) {
        Domain domain = defined(
                bench,
                disk(bench.file(SIZE)),
                disk(bench.file(ByteSize.kib(64))).readOnly());
        for (int run = 0; run < 2; run++) {
            assertEquals(SIZE, domain.disk("vda").capacity());
            assertEquals(ByteSize.kib(64), domain.disk("vdb").capacity());
            if (run == 0) {
                domain.start();
            }
        }
    }

    /** It becomes larger and smaller while the guest runs; it stays so, for every handle and when the guest has ended. */
    @Test
    public void resize(Bench bench) throws Exception {
        bench.needs(Feature.DISK_RESIZE);
        Path file = bench.file(SIZE);
        Domain domain = running(bench, disk(file), disk(bench.file(SIZE)));
        Disk disk = domain.disk("vda");
        for (ByteSize size : List.of(ByteSize.mib(3), ByteSize.kib(512))) {
            disk.resize(size);
            assertEquals(size, disk.capacity());
            assertEquals(size, bench.open().domain(domain.uuid()).disk("vda").capacity());
            assertEquals(size.bytes(), Files.size(file));
        }
        assertEquals(SIZE, domain.disk("vdb").capacity(), "the other disk");
        assertEquals(DomainState.RUNNING, domain.state());
        domain.destroy();
        assertEquals(ByteSize.kib(512), disk.capacity());
    }

    /** Resizing is refused, and changes nothing: when the domain is off, of a read-only disk, to what is no size. */
    @Test
    public void resizeRefused(Bench bench) {
        bench.needs(Feature.DISK_RESIZE);
        Domain domain =
                defined(bench, disk(bench.file(SIZE)), disk(bench.file(SIZE)).readOnly());
        Disk disk = domain.disk("vda");
        Disk fixed = domain.disk("vdb");
        InvalidStateException off = assertThrows(InvalidStateException.class, () -> disk.resize(ByteSize.mib(2)));
        refusedWith(InvalidStateException.class, off, domain.name(), "vda");
        domain.start();
        InvalidStateException readOnly = assertThrows(InvalidStateException.class, () -> fixed.resize(ByteSize.mib(2)));
        refusedWith(InvalidStateException.class, readOnly, domain.name(), "vdb");
        for (long bad : new long[] {0, 513}) {
            assertThrows(IllegalArgumentException.class, () -> disk.resize(ByteSize.bytes(bad)));
        }
        assertEquals(SIZE, disk.capacity());
        assertEquals(SIZE, fixed.capacity());
    }

    /** Statistics never decrease while the domain is active; there are none when it is not. */
    @Test
    public void statistics(Bench bench) {
        bench.needs(Feature.DISK_STATISTICS);
        Domain domain = defined(bench, disk(bench.file(SIZE)));
        Disk disk = domain.disk("vda");
        InvalidStateException off = assertThrows(InvalidStateException.class, disk::statistics);
        refusedWith(InvalidStateException.class, off, domain.name());
        domain.start();
        DiskStatistics before = disk.statistics();
        for (int i = 0; i < 20; i++) {
            DiskStatistics after = disk.statistics();
            notLess("reads", before.reads(), after.reads());
            notLess("bytes read", before.readBytes(), after.readBytes());
            notLess("writes", before.writes(), after.writes());
            notLess("bytes written", before.writtenBytes(), after.writtenBytes());
            notLess("flushes", before.flushes().orElse(0), after.flushes().orElse(0));
            notLess("discards", before.discards().orElse(0), after.discards().orElse(0));
            assertEquals(before.flushes().isPresent(), after.flushes().isPresent(), "counted once, counted always");
            before = after;
        }
        domain.destroy();
        assertThrows(InvalidStateException.class, disk::statistics);
    }

    private static void notLess(String what, long before, long after) {
        assertTrue(before >= 0 && after >= before, () -> what + ": first " + before + ", then " + after);
    }

    /** A disk of what is gone, and of a closed host. */
    @Test
    public void afterTheEnd(Bench bench) {
        Domain domain = defined(bench, disk(bench.file(SIZE)));
        Disk disk = domain.disk("vda");
        Host second = bench.open();
        Disk ofSecond = second.domain(domain.name()).disk("vda");
        second.close();
        assertThrows(ClosedException.class, ofSecond::spec);
        assertThrows(ClosedException.class, ofSecond::capacity);
        domain.undefine();
        assertThrows(NotFoundException.class, disk::spec);
        assertThrows(NotFoundException.class, disk::capacity);
        assertEquals("vda", disk.target());
    }

    /** A transient domain has disks as any other. */
    @Test
    public void ofTransient(Bench bench) {
        bench.needs(Feature.TRANSIENT, Feature.DISKS);
        DomainSpec spec = bench.idle().edit(b -> b.disk(disk(bench.file(SIZE)).serial("T1")));
        try (TransientDomain domain = bench.host().create(spec)) {
            assertEquals(spec.disks(), domain.spec().disks());
            assertEquals(List.of("vda"), targets(domain));
        }
    }
}
