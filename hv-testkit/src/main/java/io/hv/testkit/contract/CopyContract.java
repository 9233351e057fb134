package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.CloneItem;
import io.hv.CloneReport;
import io.hv.CopySpec;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.NotFoundException;
import io.hv.OperationCancelledException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of domains that are off, with their disks. */
@Contract
public class CopyContract {

    private static final ByteSize SIZE = ByteSize.mib(2);
    private static final byte[] CONTENT = "what was written before".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    /** For JUnit, which creates it. */
    public CopyContract() {}

    private static Domain original(Bench bench, Path file) throws IOException {
        bench.needs(Feature.DEFINE, Feature.DISKS);
        byte[] bytes = new byte[(int) SIZE.bytes()];
        System.arraycopy(CONTENT, 0, bytes, bytes.length / 2, CONTENT.length);
        Path unused = Files.write(file, bytes);
        return bench.define(bench.idle().edit(b -> b.disks(List.of(disk(file)))));
    }

    private static DiskSpec disk(Path file) {
        return DiskSpec.of(DiskSource.file(HostPath.of(file))).target("vda");
    }

    private CloneReport copy(Bench bench, Domain original, CopySpec spec) {
        return original.copyAs(spec.folder(HostPath.of(folder))).await(bench.patience());
    }

    private static Path file(Domain domain) {
        return Path.of(
                domain.spec().disks().get(0).source().file().orElseThrow().path());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static boolean tells(List<CloneItem> items, String what) {
        return items.stream().anyMatch(item -> item.what().equals(what));
    }

    /** A full copy has a name, a UUID and a disk of its own, with the same content; the original stays as it was. */
    @Test
    public void full(Bench bench) throws IOException {
        bench.needs(Feature.COPY);
        Path image = bench.file(SIZE);
        Domain original = original(bench, image);
        DomainSpec before = original.spec();
        String name = bench.name("copy");
        CloneReport report = copy(bench, original, CopySpec.full(name));
        Domain copy = bench.host().domain(name);
        assertEquals(report.uuid(name), copy.uuid());
        assertEquals(List.of(name), report.names());
        assertEquals(original.uuid(), report.origin().uuid());
        assertNotEquals(original.uuid(), copy.uuid());
        assertEquals(DomainState.SHUTOFF, copy.state());
        assertTrue(copy.isPersistent());
        assertEquals(-1, Files.mismatch(image, file(copy)), "another content");
        assertNotEquals(image, file(copy));
        assertTrue(tells(report.reset(), "uuid") && tells(report.reset(), "disk:vda"), report::toString);
        assertTrue(tells(report.kept(), "guest"), report::toString);
        assertEquals(before, original.spec());
        assertEquals(before.edit(b -> b.name(name).uuid(copy.uuid()).disks(List.of(disk(file(copy))))), copy.spec());
    }

    /** Copy and original run at once. */
    @Test
    public void runBesideEachOther(Bench bench) throws IOException {
        bench.needs(Feature.COPY, Feature.GUEST_CODE);
        Domain original = original(bench, bench.file(SIZE));
        String name = bench.name("copy");
        CloneReport unused = copy(bench, original, CopySpec.full(name));
        original.start();
        bench.host().domain(name).start();
        assertEquals(DomainState.RUNNING, bench.host().domain(name).state());
        assertEquals(DomainState.RUNNING, original.state());
    }

    /** A linked copy has an overlay over the original's image, which is as it was. */
    @Test
    public void linked(Bench bench) throws IOException {
        bench.needs(Feature.COPY_LINKED);
        Path image = bench.file(SIZE);
        Domain original = original(bench, image);
        byte[] before = Files.readAllBytes(image);
        String name = bench.name("linked");
        CloneReport report = copy(bench, original, CopySpec.linked(name));
        DiskSpec disk = bench.host().domain(name).spec().disks().get(0);
        assertEquals(DiskFormat.QCOW2, disk.source().format());
        assertTrue(Files.size(Path.of(disk.source().file().orElseThrow().path())) < SIZE.bytes());
        assertTrue(tells(report.kept(), "base:vda"), report::toString);
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(image)));
    }

    /** A disk that is to be shared is. */
    @Test
    public void shared(Bench bench) throws IOException {
        bench.needs(Feature.COPY);
        Path image = bench.file(SIZE);
        Domain original = original(bench, image);
        String name = bench.name("copy");
        CloneReport report = copy(bench, original, CopySpec.full(name).sharing("vda"));
        assertEquals(image, file(bench.host().domain(name)));
        assertTrue(tells(report.kept(), "disk:vda"), report::toString);
        assertEquals(List.of(), files());
        Job<CloneReport> job =
                original.copyAs(CopySpec.full(bench.name("other")).sharing("vdz"));
        assertThrows(NotFoundException.class, () -> job.await(bench.patience()));
    }

    /** What is there already is not written over, and nothing is left of a copy that failed. */
    @Test
    public void taken(Bench bench) throws IOException {
        bench.needs(Feature.COPY);
        Domain original = original(bench, bench.file(SIZE));
        assertThrows(AlreadyExistsException.class, () -> copy(bench, original, CopySpec.full(original.name())));
        assertEquals(List.of(), files());
        String name = bench.name("copy");
        CloneReport unused = copy(bench, original, CopySpec.full(name));
        List<String> once = files();
        bench.host().domain(name).undefine();
        assertThrows(AlreadyExistsException.class, () -> copy(bench, original, CopySpec.full(name)));
        assertEquals(once, files());
        assertTrue(bench.host().findDomain(name).isEmpty());
    }

    /** Files that were made before the failure go again; others' files stay. */
    @Test
    public void halfWay(Bench bench) throws IOException {
        bench.needs(Feature.COPY, Feature.DEFINE, Feature.DISKS);
        List<DiskSpec> disks = List.of(
                disk(bench.file(SIZE)),
                DiskSpec.of(DiskSource.file(HostPath.of(bench.file(SIZE)))).target("vdb"));
        Domain both = bench.define(bench.idle().edit(b -> b.disks(disks)));
        String name = bench.name("copy");
        CloneReport first = copy(bench, both, CopySpec.full(name));
        assertTrue(tells(first.reset(), "disk:vdb"), first::toString);
        assertEquals(2, files().size());
        Domain copy = bench.host().domain(name);
        Files.delete(file(copy));
        copy.undefine();
        List<String> others = files();
        assertThrows(AlreadyExistsException.class, () -> copy(bench, both, CopySpec.full(name)));
        assertEquals(others, files());
        assertTrue(bench.host().findDomain(name).isEmpty());
    }

    /** Several copies of one domain at once. */
    @Test
    public void severalAtOnce(Bench bench) throws IOException {
        bench.needs(Feature.COPY, Feature.COPY_LINKED);
        Domain original = original(bench, bench.file(SIZE));
        List<Job<CloneReport>> jobs = List.of(
                original.copyAs(CopySpec.full(bench.name("a")).folder(HostPath.of(folder))),
                original.copyAs(CopySpec.linked(bench.name("b")).folder(HostPath.of(folder))),
                original.copyAs(CopySpec.full(bench.name("c")).folder(HostPath.of(folder))));
        for (Job<CloneReport> job : jobs) {
            CloneReport report = job.await(bench.patience());
            String name = report.names().get(0);
            assertEquals(report.uuid(name), bench.host().domain(name).uuid());
        }
        assertEquals(3, files().size());
    }

    /** A copy that is cancelled ends: as one that is there whole, or as none. */
    @Test
    public void cancelled(Bench bench) throws IOException {
        bench.needs(Feature.COPY);
        Domain original = original(bench, bench.file(SIZE));
        String name = bench.name("copy");
        Job<CloneReport> job = original.copyAs(CopySpec.full(name).folder(HostPath.of(folder)));
        boolean unused = job.cancel();
        boolean isThere;
        try {
            isThere = job.await(bench.patience()).names().contains(name);
        } catch (OperationCancelledException e) {
            isThere = false;
        }
        assertEquals(isThere, bench.host().findDomain(name).isPresent());
        assertEquals(isThere ? 1 : 0, files().size());
    }

    /** A raw disk whose guest has made another format of it is not taken for that: its words may name files of the host's. */
    @Test
    public void disguised(Bench bench) throws IOException {
        bench.needs(Feature.COPY);
        Path image = bench.file(SIZE);
        Domain original = original(bench, image);
        byte[] bytes = new byte[(int) SIZE.bytes()];
        // A qcow2 of version 2, without tables: magic, version, no backing file, 64 KiB clusters, 1 MiB.
        ByteBuffer unused = ByteBuffer.wrap(bytes)
                .putInt(0, 0x514649fb)
                .putInt(4, 2)
                .putInt(20, 16)
                .putLong(24, 1 << 20);
        Path unusedToo = Files.write(image, bytes);
        assertThrows(InvalidSpecException.class, () -> copy(bench, original, CopySpec.full(bench.name("copy"))));
        assertEquals(List.of(), files());
    }

    /** Without its file there is no copy, and nothing is left of it. */
    @Test
    public void withoutItsFile(Bench bench) throws IOException {
        bench.needs(Feature.COPY);
        Path image = bench.file(SIZE);
        Domain original = original(bench, image);
        Files.delete(image);
        String name = bench.name("copy");
        assertThrows(NotFoundException.class, () -> copy(bench, original, CopySpec.full(name)));
        assertTrue(bench.host().findDomain(name).isEmpty());
        assertEquals(List.of(), files());
    }

    /** A domain that runs is not copied: its disks change. */
    @Test
    public void whileActive(Bench bench) throws IOException {
        bench.needs(Feature.COPY);
        Domain original = original(bench, bench.file(SIZE));
        original.start();
        assertThrows(InvalidStateException.class, () -> original.copyAs(CopySpec.full(bench.name("copy"))));
    }
}
