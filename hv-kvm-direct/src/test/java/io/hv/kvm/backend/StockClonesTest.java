package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClockPolicy;
import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Domain;
import io.hv.Host;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.Evidence;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Many clones of one stock Linux are there at once and apart from each other. How many is a matter of the properties
 * {@code hv.clones} and {@code hv.clones.running}.
 */
@Tag("lab")
@RequiresKvm
@Timeout(7000)
class StockClonesTest {

    private static final int CLONES = Integer.getInteger("hv.clones", 4);
    private static final int RUNNING = Integer.getInteger("hv.clones.running", 2);

    @TempDir
    private Path folder;

    @Test
    void manyClonesAreApart(TestReporter reporter) throws Exception {
        Path disk = RootDisk.copyTo(folder);
        Set<String> random = new HashSet<>();
        Use before;
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(BusyLinux.spec(disk, ClockPolicy.CONTINUE))) {
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
        return BusyLinux.random(linux);
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
