package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.MigrationSpec;
import io.hv.OperationCancelledException;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.Subscription;
import io.hv.TransientDomain;
import io.hv.UnsupportedFeatureException;
import io.hv.Volume;
import io.hv.VolumeSpec;
import io.hv.libvirt.LibvirtOptions.Acceleration;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Machines that move between two libvirtds of this machine's, each with folders of its own, and count meanwhile. */
@Tag("libvirtd")
class MigrationTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final HostPath FOLDER = HostPath.of("/var/lib/libvirt/images");
    private static final ByteSize SIZE = ByteSize.mib(48);
    private static final Pattern COUNT = Pattern.compile("count (\\d+)\r?\n");

    private static PrivateLibvirtd first;
    private static PrivateLibvirtd second;

    private Host here;
    private Host there;

    @BeforeAll
    static void begin() throws IOException {
        Optional<String> why = new QemuBackend().unavailable();
        Assumptions.assumeTrue(why.isEmpty(), () -> why.orElse(""));
        first = PrivateLibvirtd.start();
        second = PrivateLibvirtd.start();
    }

    @AfterAll
    static void end() {
        if (second != null) {
            second.close();
        }
        if (first != null) {
            first.close();
        }
    }

    @BeforeEach
    void open() {
        here = Host.open(first.uri());
        there = Host.open(second.uri());
    }

    @AfterEach
    void close() {
        for (Host host : List.of(here, there)) {
            for (Domain domain : host.domains()) {
                boolean persistent = domain.isPersistent();
                if (domain.state().isActive()) {
                    domain.destroy();
                }
                if (persistent) {
                    domain.undefine();
                }
            }
            for (Pool pool : host.pools()) {
                pool.refresh();
                pool.volumes().forEach(Volume::delete);
                pool.stop();
                pool.undefine();
            }
            host.close();
        }
    }

    private static MigrationSpec spec(LibvirtMigration how) {
        return MigrationSpec.live()
                .with(how.memoryUri("unix://" + second.meetingPlace("memory"))
                        .storageUri("unix://" + second.meetingPlace("storage")));
    }

    /** A machine with a disk of its own that says, as soon as it is up, that it counts. */
    private Domain counting(String name) throws IOException {
        return started(here.define(spec(name)));
    }

    private DomainSpec spec(String name) throws IOException {
        Pool pool = here.define(PoolSpec.folder("images", FOLDER));
        pool.start();
        return spec(name, pool);
    }

    private static DomainSpec spec(String name, Pool pool) throws IOException {
        Volume volume = pool.create(VolumeSpec.of(name + ".img", SIZE).build());
        byte[] noise = new byte[(int) SIZE.bytes()];
        new Random(1).nextBytes(noise);
        try (RandomAccessFile file = new RandomAccessFile(file(first, volume).toFile(), "rw")) {
            file.write(noise);
        }
        return DomainSpec.named(name)
                .memory(ByteSize.mib(128))
                .boot(GuestImages.fromProperties()
                        .orElseThrow()
                        .boot(GuestTask.SHELL, "console=ttyS0", "quiet", "nokaslr", "mitigations=off"))
                .disk(DiskSpec.of(DiskSource.file(volume.path())))
                .with(LibvirtOptions.defaults().acceleration(Acceleration.EMULATION))
                .build();
    }

    /** Where a daemon's own folder is for this process. */
    private static Path file(PrivateLibvirtd daemon, Volume volume) {
        Path inside = Path.of(volume.path().path());
        return daemon.etc().resolveSibling(Path.of("/").relativize(inside).toString());
    }

    private static Domain started(Domain domain) {
        domain.start();
        try (ConsoleSession console = domain.console().open(From.START)) {
            String unused = console.expect(GuestImages.UP, PATIENCE);
            console.send("n=0; while :; do n=$((n+1)); echo count $n; usleep 20000; done\n");
            String unusedToo = console.expect(COUNT, PATIENCE).group();
        }
        return domain;
    }

    private static int count(ConsoleSession console) {
        return Integer.parseInt(console.expect(COUNT, PATIENCE).group(1));
    }

    private static int count(Domain domain) {
        try (ConsoleSession console = domain.console().open(From.NOW)) {
            return count(console);
        }
    }

    /** What it has counted to when it goes is what it goes on from. */
    private void goesOn(Domain domain, MigrationSpec spec) {
        int before = count(domain);
        Job<Domain> job = domain.migrateTo(there, spec);
        Domain moved = job.await(PATIENCE);
        int after = count(moved);
        assertTrue(after > before, () -> before + ", then " + after);
        assertTrue(here.findDomain(domain.uuid()).isEmpty());
        assertEquals(DomainState.RUNNING, moved.state());
        Volume volume = there.pool("images").volume(domain.name() + ".img");
        assertEquals(domain.name() + ".img", volume.name());
    }

    private void poolThere() {
        Pool pool = there.define(PoolSpec.folder("images", FOLDER));
        pool.start();
    }

    /** Controlled by this process, with the disk, and told of on the way. */
    @Test
    void directWithStorage() throws IOException {
        poolThere();
        Domain domain = counting("direct");
        goesOn(domain, spec(LibvirtMigration.direct()).withStorage());
        Volume volume = there.pool("images").volume("direct.img");
        Path original = file(first, volume);
        assertEquals(-1, Files.mismatch(original, file(second, volume)), "another content");
    }

    /** Controlled by the daemon. */
    @Test
    void peerToPeerWithStorage() throws IOException {
        poolThere();
        goesOn(
                counting("peer"),
                spec(LibvirtMigration.peerToPeer().peer(second.peerUri())).withStorage());
    }

    /** What the URI of this process is for the daemon is found. */
    @Test
    void tunnelled() throws IOException {
        Domain domain = here.define(spec("tunnel").edit(b -> b.disks(List.of())));
        int before = count(started(domain));
        MigrationSpec tunnel = MigrationSpec.live().with(LibvirtMigration.tunnelled());
        Domain moved = domain.migrateTo(there, tunnel).await(PATIENCE);
        assertTrue(count(moved) > before);
        assertThrows(InvalidSpecException.class, () -> moved.migrateTo(here, tunnel.withStorage()));
    }

    /** Over TLS, with certificates made for it; without them it stays where it is. */
    @Test
    void encrypted() throws IOException {
        poolThere();
        Domain domain = counting("tls");
        LibvirtMigration how = LibvirtMigration.direct().encrypted("hv-test");
        assertThrows(
                InvalidSpecException.class,
                () -> domain.migrateTo(there, spec(how).withStorage()),
                "libvirt has no TLS for disks by a path");
        MigrationSpec spec = MigrationSpec.live()
                .withStorage()
                .with(how.memoryUri("tcp://127.0.0.1").listen("127.0.0.1"));
        HypervisorException without = assertThrows(
                HypervisorException.class, () -> domain.migrateTo(there, spec).await(PATIENCE));
        assertTrue(without.toString().contains("cert"), without::toString);
        assertEquals(List.of(), there.pool("images").volumes(), "what was made for it is gone");
        int before = count(domain);
        TlsFiles.make(List.of(first.etc(), second.etc()), "hv-test");
        goesOn(domain, spec);
        assertTrue(before > 0);
    }

    /** Cancelled while its disk is copied: it counts on here, and there is nothing left of it there. */
    @Test
    void cancelled() throws IOException, InterruptedException {
        poolThere();
        Domain domain = counting("stays");
        Job<Domain> job = domain.migrateTo(
                there, spec(LibvirtMigration.direct()).withStorage().bandwidth(ByteSize.mib(4)));
        NavigableSet<Double> told = progress(job, 3);
        assertTrue(told.first() < 1, told::toString);
        assertTrue(job.cancel());
        assertThrows(OperationCancelledException.class, () -> job.await(PATIENCE));
        int before = count(domain);
        assertTrue(count(domain) > before);
        assertTrue(there.findDomain(domain.uuid()).isEmpty());
        assertEquals(List.of(), there.pool("images").volumes());
        goesOn(domain, spec(LibvirtMigration.direct()).withStorage());
    }

    /** Waits until so many different numbers have been told. */
    private static NavigableSet<Double> progress(Job<Domain> job, int count) throws InterruptedException {
        ConcurrentSkipListSet<Double> told = new ConcurrentSkipListSet<>();
        CountDownLatch enough = new CountDownLatch(1);
        try (Subscription unused = job.onProgress(seen -> {
            seen.progress().ifPresent(told::add);
            if (told.size() >= count || seen.isDone()) {
                enough.countDown();
            }
        })) {
            assertTrue(enough.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), job::toString);
        }
        assertFalse(job.isDone(), () -> job + " " + told);
        return new TreeSet<>(told);
    }

    /** The last handle of a host that is closed ends its machines' moves. */
    @Test
    void theHostIsClosed() throws IOException, InterruptedException {
        poolThere();
        Job<Domain> job = counting("closed")
                .migrateTo(there, spec(LibvirtMigration.direct()).withStorage().bandwidth(ByteSize.mib(1)));
        NavigableSet<Double> unused = progress(job, 2);
        here.close();
        assertThrows(OperationCancelledException.class, () -> job.await(PATIENCE));
        here = Host.open(first.uri());
        Domain domain = here.domain("closed");
        int before = count(domain);
        assertTrue(count(domain) > before);
        assertEquals(List.of(), there.pool("images").volumes());
    }

    /** Several at once, to a folder that no pool is of. */
    @Test
    void severalAtOnce() throws IOException {
        List<Domain> both = List.of(counting("one"), started(here.define(spec("two", here.pool("images")))));
        List<Job<Domain>> jobs = List.of(
                both.get(0)
                        .migrateTo(
                                there,
                                MigrationSpec.live()
                                        .withStorage()
                                        .with(LibvirtMigration.direct()
                                                .memoryUri("tcp://127.0.0.1")
                                                .listen("127.0.0.1"))),
                both.get(1).migrateTo(there, spec(LibvirtMigration.direct()).withStorage()));
        for (Job<Domain> job : jobs) {
            assertEquals(DomainState.RUNNING, job.await(PATIENCE).state());
        }
        assertEquals(List.of(), here.domains());
        assertEquals(List.of(), there.pools(), "pools that were there for a while");
        Pool pool = there.define(PoolSpec.folder("images", FOLDER));
        pool.start();
        assertEquals(2, pool.volumes().size());
    }

    /** A file that is there already is somebody's. */
    @Test
    void theFileIsThere() throws IOException {
        poolThere();
        Domain domain = counting("taken");
        Volume other =
                there.pool("images").create(VolumeSpec.of("taken.img", SIZE).build());
        assertThrows(
                AlreadyExistsException.class,
                () -> domain.migrateTo(there, spec(LibvirtMigration.direct()).withStorage())
                        .await(PATIENCE));
        assertEquals(List.of(other), there.pool("images").volumes());
        assertEquals(DomainState.RUNNING, domain.state());
    }

    /** A disk that is not shared does not move by itself, and libvirt knows. */
    @Test
    void unsafe() throws IOException {
        Domain domain = counting("unsafe");
        assertThrows(
                InvalidSpecException.class,
                () -> domain.migrateTo(there, spec(LibvirtMigration.direct())).await(PATIENCE));
        assertEquals(DomainState.RUNNING, domain.state());
    }

    /** What ends with this process cannot go elsewhere. */
    @Test
    void bound() throws IOException {
        try (TransientDomain domain = here.create(spec("bound").edit(b -> b.disks(List.of())))) {
            assertThrows(
                    InvalidStateException.class,
                    () -> domain.migrateTo(there, spec(LibvirtMigration.direct()))
                            .await(PATIENCE));
            assertEquals(DomainState.RUNNING, domain.state());
        }
    }

    /** Between engines nothing moves. */
    @Test
    void anotherEngine() throws IOException {
        Domain domain = here.define(spec("engine"));
        try (Host test = Host.open("test:///default")) {
            assertThrows(
                    UnsupportedFeatureException.class, () -> domain.migrateTo(test, spec(LibvirtMigration.direct())));
        }
    }
}
