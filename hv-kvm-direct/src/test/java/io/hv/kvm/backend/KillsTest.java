package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.Domain;
import io.hv.Host;
import io.hv.StateReason;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.Evidence;
import io.hv.testkit.requires.RequiresKvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that forks and saves machines is killed at a system call: at the n-th of any of its threads that has to do with
 * files. Property {@code hv.kills} says how often.
 */
@RequiresKvm
@Timeout(7200)
class KillsTest {

    private static final int KILLS = Integer.getInteger("hv.kills", 6);
    private static final long SEED = Long.getLong("hv.kills.seed", 1);

    /** As a power of two, small ones as often as large ones: a thread that saves makes fewer calls than one that forks. */
    private static final int MOST_CALLS = 10;

    private static final int DISK = 4 << 20;

    /** What a machine waits in is left out: a vCPU thread would be at its n-th before anything else has begun. */
    private static final String CALLS = "openat,close,read,write,pread64,pwrite64,preadv,pwritev,lseek,fcntl,fallocate,"
            + "ftruncate,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mmap,munmap";

    /** Those of a save's thread, which among all calls is hardly ever the first at its n-th. */
    private static final String CALLS_OF_SAVES = "pwrite64,fcntl,fsync,fdatasync,rename,renameat,renameat2";

    private static final int MOST_CALLS_OF_SAVES = 6;

    @TempDir
    private Path folder;

    private int renewed;
    private int parts;

    @BeforeEach
    void needsStrace() throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder("strace", "-qq", "-o", "/dev/null", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, "strace is not here, or may not trace");
    }

    @Test
    void whatIsLeftIsWhole(TestReporter reporter) throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < KILLS; i++) {
            boolean saves = i % 2 == 1;
            int calls = (int) Math.pow(2, (saves ? MOST_CALLS_OF_SAVES : MOST_CALLS) * random.nextDouble());
            Path place = Files.createDirectory(folder.resolve("kill-" + i));
            try {
                kill(place, saves ? CALLS_OF_SAVES : CALLS, calls);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("kill " + i + " of seed " + SEED + ", at call " + calls, e);
            }
            delete(place);
        }
        Evidence.write(
                reporter,
                "kills",
                "{\"kills\": %d, \"seed\": %d, \"savedButNotTold\": %d, \"partsLeft\": %d}"
                        .formatted(KILLS, SEED, renewed, parts));
    }

    private static void delete(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(path);
            }
        }
    }

    private void kill(Path place, String which, int calls) throws Exception {
        Files.write(place.resolve(KillVictim.WRITTEN), new byte[DISK]);
        Files.write(place.resolve(KillVictim.THROWN_AWAY), new byte[DISK]);
        Path overlays = Files.createDirectory(place.resolve(KillVictim.OVERLAYS));
        Path errors = place.resolve("errors");
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dhv.kvm.overlays=" + overlays,
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillVictim.class.getName(),
                        place.toString())
                .redirectError(errors.toFile())
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = lines.readLine();
            while (line != null && !line.equals("ready")) {
                line = lines.readLine();
            }
            assertEquals("ready", line, () -> text(errors));
            Process tracer = traced(victim, which, calls, place.resolve("strace"));
            victim.getOutputStream().write('\n');
            victim.getOutputStream().flush();
            for (line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
            assertTrue(tracer.waitFor(60, TimeUnit.SECONDS));
        } finally {
            Object unused = victim.destroyForcibly();
        }
        assertEquals(128 + 9, victim.waitFor(), () -> said + text(errors));
        Files.delete(errors);
        Files.delete(place.resolve("strace"));
        judge(place, last(said, "written "), last(said, "saved "));
    }

    private static String text(Path errors) {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Returns when strace has all of its threads. */
    private static Process traced(Process victim, String which, int calls, Path errors) throws IOException {
        Process tracer = new ProcessBuilder(
                        "strace",
                        "-f",
                        "-o",
                        "/dev/null",
                        "-p",
                        Long.toString(victim.pid()),
                        "-e",
                        "trace=" + which,
                        "-e",
                        "inject=" + which + ":signal=KILL:when=" + calls)
                .redirectError(errors.toFile())
                .start();
        while (!text(errors).contains(" attached")) {
            assertTrue(tracer.isAlive(), () -> text(errors));
            Thread.onSpinWait();
        }
        return tracer;
    }

    /** The last number that was told; 0, which was before it was traced, if none was. */
    private static int last(List<String> said, String what) {
        return said.stream()
                .filter(line -> line.startsWith(what))
                .mapToInt(line -> Integer.parseInt(line.substring(what.length())))
                .max()
                .orElse(0);
    }

    private void judge(Path place, int written, int saved) throws IOException {
        judgeDisk(place.resolve(KillVictim.WRITTEN), written);
        assertEquals(List.of(), list(place.resolve(KillVictim.OVERLAYS)));
        Path file = place.resolve(KillVictim.SAVED);
        List<Path> left = new ArrayList<>(list(place));
        left.removeAll(List.of(
                place.resolve(KillVictim.WRITTEN),
                place.resolve(KillVictim.THROWN_AWAY),
                place.resolve(KillVictim.OVERLAYS),
                file));
        assertTrue(left.size() <= 1, left.toString());
        for (Path part : left) {
            parts++;
            assertTrue(part.toString().matches(".*/saved[.]hv[.]hv-[0-9]+[.]part"), part.toString());
        }
        try (Host host = Host.open(OwnRoot.URI)) {
            Domain domain = Saves.restore(host, file);
            int found = Integer.parseInt(domain.name().substring("victim-".length()));
            assertTrue(found == saved || found == saved + 1, domain.name() + ", and " + saved + " was told");
            renewed += found - saved;
            Saves.save(domain, file);
            left.forEach(part -> assertTrue(Files.notExists(part), part + " is there after another save"));
            Domain again = Saves.restore(host, file);
            assertEquals(StateReason.SHUT_DOWN, again.awaitEnd(Saves.PATIENCE).reason());
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    /** All that was told is there; of one more round there may be a part; and nothing else has changed. */
    private static void judgeDisk(Path image, int written) throws IOException {
        ByteBuffer words = ByteBuffer.wrap(Files.readAllBytes(image)).order(ByteOrder.LITTLE_ENDIAN);
        int told = (written + 1) * KillVictim.SECTORS * 512;
        int underWay = told + KillVictim.SECTORS * 512;
        for (int at = 0; at < DISK; at += Integer.BYTES) {
            int there = words.getInt(at);
            int pattern = at / Integer.BYTES * 0x9e3779b1;
            boolean fits = at < told ? there == pattern : there == 0 || (at < underWay && there == pattern);
            assertTrue(fits, "%x at %x after round %d".formatted(there, at, written));
        }
    }
}
