package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClockPolicy;
import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.SaveSpec;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.measure.Evidence;
import io.hv.kvm.snapshot.SnapshotReader;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stock Linux with two processors that writes to its root disk all the time is saved, restored and forked again and again:
 * its work goes on, what it wrote is what it meant, its clocks are as its spec says, and its clones are apart. How often is a
 * matter of the properties {@code hv.saves}, {@code hv.forks}, {@code hv.clones} and {@code hv.clones.running}.
 */
@Tag("lab")
@RequiresKvm
@Timeout(7000)
class StockForksTest {

    private static final int SAVES = Integer.getInteger("hv.saves", 2);
    private static final int FORKS = Integer.getInteger("hv.forks", 2);
    private static final int CLONES = Integer.getInteger("hv.clones", 4);
    private static final int RUNNING = Integer.getInteger("hv.clones.running", 2);

    private static final String RESEEDED = "crng reseeded due to virtual machine fork";

    /** Both work until there is a file /stop: write a file, sync it, and only then say what should be in it. */
    private static final String WORKER = "w() { mkdir -p /w$1; i=0; while [ ! -e /stop ]; do n=$((i % 4));"
            + " dd if=/dev/urandom of=/w$1/$n bs=16k count=4 conv=fsync 2>/dev/null;"
            + " sha256sum /w$1/$n >/w$1/$n.new; sync; mv /w$1/$n.new /w$1/$n.sum;"
            + " i=$((i + 1)); echo $i >/tmp/count$1; done; touch /tmp/over$1; }; echo 0 >/tmp/count1; echo 0 >/tmp/count2; w 1 & w 2 &";

    /** Waits until each worker has done two more rounds. */
    private static final String GOES_ON = "a=$(cat /tmp/count1); b=$(cat /tmp/count2);"
            + " while [ $(cat /tmp/count1) -lt $((a + 2)) ] || [ $(cat /tmp/count2) -lt $((b + 2)) ]; do usleep 50000; done;"
            + " echo on";

    /** Ends the work, and counts what is not what it should be. */
    private static final String DAMAGE =
            "touch /stop; while [ ! -e /tmp/over1 ] || [ ! -e /tmp/over2 ]; do usleep 50000; done; cat /w1/*.sum /w2/*.sum | sha256sum -c 2>/dev/null | grep -vc OK";

    @TempDir
    private Path folder;

    private DomainSpec spec(Path disk, ClockPolicy clock) {
        return RootDisk.spec(RootDisk.kernel("hv.test.kernel.next"), disk, VirtioTransport.PCI)
                .edit(builder -> builder.clock(clock));
    }

    private static StockLinux working(Domain domain) {
        StockLinux linux = StockLinux.of(domain).isUp();
        linux.type("mount -t tmpfs tmp /tmp");
        linux.type(WORKER);
        assertEquals("on", linux.ask(GOES_ON));
        return linux;
    }

    /** Ends the work of a machine, and the machine; all is well with its disk. */
    private static void endsWell(Domain domain, StockLinux linux) {
        assertEquals("0", linux.ask(DAMAGE), "files that are not what they should be");
        assertEquals("0", linux.ask("dmesg | grep -c -e 'EXT4-fs error' -e 'Call Trace'"));
        linux.type("sync; mount -o remount,ro /; poweroff -f");
        assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(StockLinux.PATIENCE).reason());
    }

    /** How far the guest's wall clock is from the host's, in seconds; the question takes a moment. */
    private static double ahead(StockLinux linux) {
        Instant before = Instant.now();
        double guest = Double.parseDouble(linux.ask("date +%s")) + 0.5;
        Instant after = Instant.now();
        double host = (before.toEpochMilli() + after.toEpochMilli()) / 2000.0;
        double unsure = (after.toEpochMilli() - before.toEpochMilli()) / 2000.0 + 0.5;
        double ahead = guest - host;
        return Math.abs(ahead) <= unsure ? 0 : ahead - Math.signum(ahead) * unsure;
    }

    @Test
    void isSavedAndRestored(TestReporter reporter) throws Exception {
        Path disk = RootDisk.copyTo(folder);
        HostPath file = HostPath.of(folder.resolve("linux.hv"));
        double worst = 0;
        try (Host host = Host.open("kvm:///")) {
            Domain domain = host.create(spec(disk, ClockPolicy.CATCH_UP));
            StockLinux linux = working(domain);
            for (int i = 0; i < SAVES; i++) {
                HostPath unused = domain.save(file).await(StockLinux.PATIENCE);
                domain = host.restore(file).await(StockLinux.PATIENCE);
                linux = StockLinux.of(domain);
                assertEquals("on", linux.ask(GOES_ON), "after save " + i);
                worst = Math.max(worst, Math.abs(ahead(linux)));
                assertTrue(worst <= 1, "the guest's clock is " + worst + " s off after save " + i);
            }
            endsWell(domain, linux);
        }
        RootDisk.assertClean(disk);
        Evidence.write(
                reporter,
                "saves",
                String.format(Locale.ROOT, "{\"saves\": %d, \"clockOffSeconds\": %.3f}", SAVES, worst));
    }

    /** Whole once, then what differs from that, each time from the one before. The base's disk has changed by then. */
    @Test
    void isSavedAsADifference(TestReporter reporter) throws Exception {
        Path disk = RootDisk.copyTo(folder);
        Path base = folder.resolve("base.hv");
        Path file = folder.resolve("difference.hv");
        long part = 0;
        try (Host host = Host.open("kvm:///")) {
            Domain domain = host.create(spec(disk, ClockPolicy.CATCH_UP));
            Object unused = working(domain);
            HostPath whole = domain.save(HostPath.of(base)).await(StockLinux.PATIENCE);
            domain = host.restore(whole).await(StockLinux.PATIENCE);
            SaveSpec difference = SaveSpec.to(HostPath.of(file)).difference();
            for (int i = 0; i < SAVES; i++) {
                assertEquals("on", StockLinux.of(domain).ask(GOES_ON), "before difference " + i);
                HostPath saved = domain.save(difference).await(StockLinux.PATIENCE);
                part = Math.max(part, allocated(file));
                domain = host.restore(saved).await(StockLinux.PATIENCE);
            }
            StockLinux linux = StockLinux.of(domain);
            assertEquals("on", linux.ask(GOES_ON), "after all differences");
            endsWell(domain, linux);
        }
        RootDisk.assertClean(disk);
        long whole = allocated(base);
        assertTrue(part < whole / 3, part + " bytes on the disk, and " + whole + " of the base");
        Evidence.write(
                reporter,
                "differences",
                String.format(
                        Locale.ROOT,
                        "{\"differences\": %d, \"wholeBytes\": %d, \"largestDifferenceBytes\": %d}",
                        SAVES,
                        whole,
                        part));
    }

    private static long allocated(Path file) {
        try (SnapshotReader reader = SnapshotReader.open(file)) {
            return reader.status().allocated();
        }
    }

    @Test
    void itsClockGoesOnWhereItStood() throws Exception {
        Path disk = RootDisk.copyTo(folder);
        HostPath file = HostPath.of(folder.resolve("linux.hv"));
        try (Host host = Host.open("kvm:///")) {
            Domain domain = host.create(spec(disk, ClockPolicy.CONTINUE));
            StockLinux linux = working(domain);
            double before = uptime(linux);
            long began = System.nanoTime();
            HostPath unused = domain.save(file).await(StockLinux.PATIENCE);
            long saved = System.nanoTime();
            // It is only a file for as long as it has been alive for this test, and then some.
            while (System.nanoTime() - saved < 5_000_000_000L) {
                Thread.onSpinWait();
            }
            long restoring = System.nanoTime();
            domain = host.restore(file).await(StockLinux.PATIENCE);
            linux = StockLinux.of(domain);
            double after = uptime(linux);
            double lived = (System.nanoTime() - restoring + saved - began) / 1e9;
            assertTrue(
                    after >= before && after - before <= lived + 1, before + " to " + after + ", alive for " + lived);
            endsWell(domain, linux);
        }
        RootDisk.assertClean(disk);
    }

    private static double uptime(StockLinux linux) {
        return Double.parseDouble(linux.ask("cut -d ' ' -f 1 /proc/uptime"));
    }

    @Test
    void isForkedUnderLoad(TestReporter reporter) throws Exception {
        Path disk = RootDisk.copyTo(folder);
        long pages = 0;
        Set<String> random = new HashSet<>();
        try (Host host = Host.open("kvm:///");
                TransientDomain domain = host.create(spec(disk, ClockPolicy.CONTINUE))) {
            StockLinux linux = working(domain);
            for (int i = 0; i < FORKS; i++) {
                try (Clones clones = domain.cloneAs(CloneSpec.live()).await(StockLinux.PATIENCE)) {
                    pages += clones.report().copiedPages();
                    TransientDomain clone = clones.domains().get(0);
                    StockLinux other = StockLinux.of(clone);
                    assertEquals("on", other.ask(GOES_ON), "fork " + i);
                    assertTrue(random.add(random(other)), "random numbers twice");
                    assertEquals("on", linux.ask(GOES_ON), "the original after fork " + i);
                    assertEquals(0, ahead(other), 1);
                    endsWell(clone, other);
                }
            }
            endsWell(domain, linux);
        }
        RootDisk.assertClean(disk);
        Evidence.write(
                reporter, "forks", String.format(Locale.ROOT, "{\"forks\": %d, \"copiedPages\": %d}", FORKS, pages));
    }

    /** 16 bytes that the kernel gives once it has said that it knows what it is. */
    private static String random(StockLinux linux) {
        String wait = "while ! dmesg | grep -q '" + RESEEDED + "'; do usleep 50000; done";
        return linux.ask(wait + "; head -c 16 /dev/urandom | sha256sum | cut -c 1-32");
    }

    @Test
    void manyClonesAreApart(TestReporter reporter) throws Exception {
        Path disk = RootDisk.copyTo(folder);
        Set<String> random = new HashSet<>();
        Use before;
        try (Host host = Host.open("kvm:///");
                TransientDomain domain = host.create(spec(disk, ClockPolicy.CONTINUE))) {
            StockLinux linux = StockLinux.of(domain).isUp();
            linux.type("mount -t tmpfs tmp /tmp");
            assertEquals("0", linux.ask("echo original >/proof; cp /proof /tmp/proof; sync; echo $?"));
            before = Use.now();
            try (Clones clones =
                    domain.cloneAs(CloneSpec.live().count(CLONES).paused()).await(StockLinux.PATIENCE)) {
                List<TransientDomain> all = clones.domains();
                Map<TransientDomain, StockLinux> shells = new HashMap<>();
                for (int at = 0; at < all.size(); at += RUNNING) {
                    List<TransientDomain> some = all.subList(at, Math.min(all.size(), at + RUNNING));
                    some.forEach(Domain::resume);
                    for (TransientDomain clone : some) {
                        assertTrue(
                                random.add(marks(clone, shells.computeIfAbsent(clone, StockLinux::of))),
                                "random numbers twice");
                    }
                    some.forEach(Domain::suspend);
                }
                assertEquals("original original", proof(linux), "the original has what a clone wrote");
                for (TransientDomain clone : all) {
                    clone.resume();
                    assertEquals(
                            clone.name() + " " + clone.name(),
                            proof(Objects.requireNonNull(shells.get(clone))),
                            "what a sibling wrote");
                    clone.suspend();
                }
            }
            // What the kernel takes long to close is closed behind the threads' back.
            Use after = Use.now();
            for (long began = System.nanoTime(); !after.within(before) && System.nanoTime() - began < 60e9; ) {
                Thread.onSpinWait();
                after = Use.now();
            }
            assertTrue(after.within(before), before + " before, " + after + " after");
            assertEquals("original original", proof(linux));
            linux.type("sync; mount -o remount,ro /; poweroff -f");
            assertEquals(
                    StateReason.SHUT_DOWN, domain.awaitEnd(StockLinux.PATIENCE).reason());
        }
        RootDisk.assertClean(disk);
        Evidence.write(
                reporter, "clones", String.format(Locale.ROOT, "{\"clones\": %d, \"running\": %d}", CLONES, RUNNING));
    }

    /** Writes its name to its disk and into its memory. */
    private static String marks(TransientDomain clone, StockLinux linux) {
        String name = clone.name();
        assertEquals("0", linux.ask("echo " + name + " >/proof; cp /proof /tmp/proof; sync; echo $?"));
        return random(linux);
    }

    /** What is on the disk, past all caches, and what is in memory. */
    private static String proof(StockLinux linux) {
        return linux.ask("echo 3 >/proc/sys/vm/drop_caches; echo $(cat /proof) $(cat /tmp/proof)");
    }

    /** What this process has of the host. */
    private record Use(long files, long threads, long memories) {

        static Use now() throws IOException {
            List<String> names = new ArrayList<>();
            try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
                files.forEach(file -> names.add(file.toString()));
            }
            long threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("hv/"))
                    .count();
            long memories = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                    .filter(line -> line.contains("memfd:hv-guest"))
                    .count();
            return new Use(names.size(), threads, memories);
        }

        /** The library's own threads come and go. */
        boolean within(Use other) {
            return files <= other.files + 2 && threads <= other.threads + 4 && memories <= other.memories;
        }
    }
}
