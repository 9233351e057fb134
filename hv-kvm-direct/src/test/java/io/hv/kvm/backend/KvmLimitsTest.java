package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.ByteSize;
import io.hv.CloneSpec;
import io.hv.DiskLimits;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.NotFoundException;
import io.hv.StartFlag;
import io.hv.StateReason;
import io.hv.Subscription;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.HostCpus;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VcpuAffinity;
import io.hv.kvm.contract.OwnRoot;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.NativeException;
import io.hv.nativeaccess.ThreadSchedule;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits of machines that run: the kernel tells how it schedules their vCPUs, and a clock how long their disks take. */
@RequiresKvm
@Timeout(300)
class KvmLimitsTest {

    private static final int REQUESTS = 16;
    private static final int REQUEST = 4096;
    private static final DiskLimits NONE = DiskLimits.none();
    /** A request then waits for an hour for the one before. */
    private static final DiskLimits STANDSTILL = NONE.bytesPerSecond(ByteSize.bytes(1));

    private static final String TOLD = "blk sectors";

    @TempDir
    private Path folder;

    private final Host host = Host.open(OwnRoot.uri());
    private final SortedSet<Integer> present = ThreadSchedule.here().processors();
    private final HostCpus all = HostCpus.of(present);
    private final HostCpus first = HostCpus.range(present.first(), present.first());
    private final HostCpus last = HostCpus.range(present.last(), present.last());
    private final int usual = ThreadSchedule.here().nice();
    private DiskSpec disk = DiskSpec.of(DiskSource.file(HostPath.of("/none")));

    @BeforeEach
    void image() throws IOException {
        Path file = Files.write(folder.resolve("disk.raw"), new byte[1 << 20]);
        disk = DiskSpec.of(DiskSource.file(HostPath.of(file))).target("vda");
    }

    @AfterEach
    void close() {
        host.close();
    }

    private DomainSpec spec(String name, DiskLimits limits, KvmOptions options) {
        SmallGuest guest = SmallGuests.virtioBlkPci().with("requests", REQUESTS);
        return DomainSpec.named(name)
                .memory(ByteSize.mib(64))
                .vcpus(2)
                .boot(Guests.boot(guest))
                .disk(disk.limits(limits))
                .with(options)
                .build();
    }

    private static KvmDomain view(Domain domain) {
        return domain.as(KvmDomain.class);
    }

    /** Waits until the kernel schedules the vCPUs of a machine so; other threads of its are left as they were. */
    private void awaitVcpus(String domain, HostCpus zero, HostCpus one, int nice) {
        Map<String, ThreadLook> wanted = Map.of(
                "hv/" + domain + "/vcpu0", new ThreadLook(zero.toString(), nice),
                "hv/" + domain + "/vcpu1", new ThreadLook(one.toString(), nice));
        String loop = "hv/" + domain + "/loop";
        Map<String, ThreadLook> vcpus = Map.of();
        Map<String, ThreadLook> others = Map.of();
        long patience = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!vcpus.equals(wanted) || !others.containsKey(loop)) {
            vcpus = new TreeMap<>(ThreadLook.all("hv/" + domain + "/"));
            others = new TreeMap<>(vcpus);
            others.keySet().removeAll(wanted.keySet());
            vcpus.keySet().retainAll(wanted.keySet());
            assertTrue(System.nanoTime() < patience, "it is " + vcpus + ", not " + wanted + "; others: " + others);
            Thread.onSpinWait();
        }
        others.forEach((name, look) -> assertEquals(new ThreadLook(all.toString(), usual), look, name));
    }

    @Test
    void vcpusRunWhereAndAsTheyAreTold() {
        KvmOptions options = KvmOptions.defaults()
                .affinity(VcpuAffinity.none().every(first).vcpu(1, last))
                .nice(usual + 2);
        DomainSpec spec = spec("lim", STANDSTILL, options);
        try (TransientDomain domain = host.create(spec)) {
            Saves.await(domain, TOLD);
            KvmDomain view = view(domain);
            awaitVcpus("lim", first, last, usual + 2);
            assertEquals(options.affinity(), view.affinity());
            view.affinity(0, all);
            view.affinity(1, first);
            view.nice(usual + 3);
            awaitVcpus("lim", all, first, usual + 3);
            assertEquals(
                    "%s 0:%s 1:%s".formatted(first, all, first), view.affinity().toString());
            assertEquals(OptionalInt.of(usual + 3), view.nice());
            domain.reset();
            awaitVcpus("lim", all, first, usual + 3);
            assertEquals(spec.options(KvmOptions.class), domain.spec().options(KvmOptions.class));
            Domain clone = domain.cloneAs(CloneSpec.live().naming("cln"))
                    .await(Saves.PATIENCE)
                    .domains()
                    .get(0);
            awaitVcpus("cln", all, first, usual + 3);
            clone.destroy();
        }
    }

    /** The threads that tell of its start have ended when it does. */
    @Test
    void whoHearsOfTheEndIsNotScheduledAsTheVcpuThatEnded() throws Exception {
        KvmOptions options =
                KvmOptions.defaults().affinity(VcpuAffinity.none().every(first)).nice(usual + 2);
        CompletableFuture<ThreadLook> look = new CompletableFuture<>();
        try (Subscription unused = host.events().on(LifecycleEvent.class, event -> {
                    if (event.type() == LifecycleEvent.Type.STOPPED) {
                        ThreadSchedule here = ThreadSchedule.here();
                        boolean unusedToo = look.complete(
                                new ThreadLook(HostCpus.of(here.processors()).toString(), here.nice()));
                    }
                });
                TransientDomain domain = host.create(spec("lim", NONE.operationsPerSecond(8), options))) {
            assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(Saves.PATIENCE).reason());
            assertEquals(new ThreadLook(all.toString(), usual), look.get(1, TimeUnit.MINUTES));
        }
    }

    /** What begins by itself is changed in the middle, and what was not started yet begins with it. */
    @Test
    void whatSaidNothingIsChangedWhileItRunsOrBefore() {
        try (TransientDomain domain = host.create(spec("lim", STANDSTILL, KvmOptions.defaults()))) {
            Saves.await(domain, TOLD);
            awaitVcpus("lim", all, all, usual);
            assertTrue(view(domain).affinity().isNone());
            assertEquals(OptionalInt.empty(), view(domain).nice());
            view(domain).nice(usual + 1);
            awaitVcpus("lim", all, all, usual + 1);
        }
        try (TransientDomain domain = host.create(spec("lim", STANDSTILL, KvmOptions.defaults()), StartFlag.PAUSED)) {
            view(domain).affinity(1, last);
            view(domain).nice(usual + 1);
            domain.resume();
            awaitVcpus("lim", all, last, usual + 1);
        }
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        HostCpus absent = HostCpus.of(List.of(present.first(), HostCpus.MOST));
        for (VcpuAffinity wrong : List.of(
                VcpuAffinity.none().every(absent),
                VcpuAffinity.none().vcpu(0, absent),
                VcpuAffinity.none().vcpu(2, first))) {
            DomainSpec spec = spec("lim", NONE, KvmOptions.defaults().affinity(wrong));
            InvalidSpecException refused = assertThrows(InvalidSpecException.class, () -> host.create(spec));
            assertEquals("options.affinity", refused.faults().get(0).path());
            assertFalse(refused.faults().get(0).remedy().isBlank());
        }
        KvmDomain view;
        try (TransientDomain domain = host.create(spec("lim", STANDSTILL, KvmOptions.defaults()))) {
            Saves.await(domain, TOLD);
            view = view(domain);
            HostFailureException refused = assertThrows(HostFailureException.class, () -> view.affinity(1, absent));
            assertEquals(Errno.EINVAL, refused.code());
            assertTrue(
                    String.valueOf(refused.getMessage()).contains(usable() + ", and not " + HostCpus.MOST),
                    refused.getMessage());
            assertThrows(IllegalArgumentException.class, () -> view.affinity(2, first));
            assertThrows(IllegalArgumentException.class, () -> view.affinity(-1, first));
            assertThrows(IllegalArgumentException.class, () -> view.nice(20));
            assertThrows(NotFoundException.class, () -> view.diskLimits("vdb", NONE));
            assertThrows(InvalidSpecException.class, () -> view.diskLimits("vda", NONE.operationsPerSecond(0)));
            awaitVcpus("lim", all, all, usual);
            assertTrue(view.affinity().isNone());
            assertEquals(STANDSTILL, domain.disk("vda").spec().limits());
        }
    }

    /** All that this process may use, which the test's thread may use in part only; told by a thread that ends. */
    private static HostCpus usable() throws Exception {
        FutureTask<HostCpus> look =
                new FutureTask<>(() -> HostCpus.of(ThreadSchedule.here().allProcessors()));
        new Thread(look, "usable").start();
        return look.get(1, TimeUnit.MINUTES);
    }

    /** Both are told to all vCPUs, and the one that comes last counts. */
    @Test
    void twoAtOnceAreOneAfterTheOther() throws Exception {
        assumeTrue(isNiceFree(), "this process may not lower a nice value (CAP_SYS_NICE)");
        ExecutorService both = Executors.newFixedThreadPool(2);
        try (TransientDomain domain = host.create(spec("lim", STANDSTILL, KvmOptions.defaults()))) {
            Saves.await(domain, TOLD);
            KvmDomain view = view(domain);
            for (int round = 0; round < 50; round++) {
                List<Callable<Integer>> turns = List.of(turn(view, usual + 1), turn(view, usual + 2));
                for (Future<Integer> turn : both.invokeAll(turns)) {
                    assertTrue(turn.get() > usual);
                }
                awaitVcpus("lim", all, all, view.nice().orElseThrow());
            }
        } finally {
            both.shutdown();
        }
    }

    private static Callable<Integer> turn(KvmDomain view, int nice) {
        return () -> {
            view.nice(nice);
            return nice;
        };
    }

    private static boolean isNiceFree() throws Exception {
        FutureTask<Boolean> trial = new FutureTask<>(() -> {
            ThreadSchedule own = ThreadSchedule.here();
            int before = own.nice();
            own.nice(before + 1);
            try {
                own.nice(before);
                return true;
            } catch (NativeException e) {
                return false;
            }
        });
        new Thread(trial, "trial").start();
        return trial.get(1, TimeUnit.MINUTES);
    }

    @Test
    void whatIsOverIsNotChanged() {
        Domain domain = host.define(spec("lim", NONE, KvmOptions.defaults().nice(usual + 1)));
        KvmDomain view = view(domain);
        assertThrows(InvalidStateException.class, view::affinity);
        assertThrows(InvalidStateException.class, () -> view.affinity(0, first));
        domain.start();
        assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(Saves.PATIENCE).reason());
        assertEquals(OptionalInt.of(usual + 1), view.nice());
        assertThrows(InvalidStateException.class, () -> view.affinity(0, first));
        assertThrows(InvalidStateException.class, () -> view.nice(usual + 1));
        assertThrows(InvalidStateException.class, () -> view.diskLimits("vda", NONE));
        domain.undefine();
    }

    /** Lets it run to its end, and asserts that its disk has taken as long as a limit says. */
    private static void assertTakes(Domain domain, long begin, DiskLimits limits) {
        assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(Saves.PATIENCE).reason());
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertTrue(Saves.printed(domain).endsWith("blk ok\n"), Saves.printed(domain));
        // Writes and reads alone; what a bucket holds and the last request take no time.
        limits.operationsPerSecond()
                .ifPresent(most -> assertAtLeast((2 * REQUESTS - Math.max(1, most / 10.0) - 1) / most, seconds));
        limits.bytesPerSecond()
                .map(ByteSize::bytes)
                .ifPresent(most -> assertAtLeast((2.0 * REQUESTS * REQUEST - most / 10.0 - REQUEST) / most, seconds));
    }

    private static void assertAtLeast(double wanted, double seconds) {
        assertTrue(wanted > 1, "a limit that shows: " + wanted);
        assertTrue(seconds >= wanted, seconds + " s, and not " + wanted);
    }

    @Test
    void aDiskKeepsToItsLimit() {
        for (DiskLimits limits : List.of(NONE.operationsPerSecond(20), NONE.bytesPerSecond(ByteSize.kib(64)))) {
            long begin = System.nanoTime();
            try (TransientDomain domain = host.create(spec("lim", limits, KvmOptions.defaults()))) {
                assertTakes(domain, begin, limits);
            }
        }
    }

    /** Through a pause, which saves up nothing, and a fork, which has the same. */
    @Test
    void aLimitSurvivesPausesAndForks() {
        DiskLimits limits = NONE.operationsPerSecond(20);
        try (TransientDomain domain = host.create(spec("lim", NONE, KvmOptions.defaults()), StartFlag.PAUSED)) {
            view(domain).diskLimits("vda", limits);
            assertEquals(limits, domain.disk("vda").spec().limits());
            assertEquals(NONE, domain.spec().disks().get(0).limits());
            long begin = System.nanoTime();
            try (TransientDomain fork = domain.fork()) {
                assertEquals(limits, fork.disk("vda").spec().limits());
                domain.resume();
                Saves.await(domain, TOLD);
                domain.suspend();
                fork.resume();
                Saves.await(fork, TOLD);
                domain.resume();
                assertTakes(fork, begin, limits);
                assertTakes(domain, begin, limits);
            }
        }
    }

    @Test
    void whatStandsStillGoesOnByAnotherLimit() {
        try (TransientDomain domain = host.create(spec("lim", STANDSTILL, KvmOptions.defaults()))) {
            Saves.await(domain, TOLD);
            DiskStatistics before = domain.disk("vda").statistics();
            assertTrue(before.writtenBytes() <= REQUEST, before.toString());
            view(domain).diskLimits("vda", NONE);
            assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(Saves.PATIENCE).reason());
            assertTrue(Saves.printed(domain).endsWith("blk ok\n"));
        }
    }
}
