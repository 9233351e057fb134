package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes to an image is killed: the image is sound but for leaks, what was told to be flushed is there, and
 * of what came after it each byte is an old or a new one. Property {@code hv.image.kills} says how often.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process cannot be killed by SIGKILL there")
@Timeout(3600)
class ImageKillsTest {

    private static final int KILLS = Integer.getInteger("hv.image.kills", 3);
    private static final long SEED = Long.getLong("hv.image.kills.seed", 1);
    private static final int MOST_FLUSHES = 40;
    /** As a power of two: from nothing to some tenths of a second. */
    private static final int MOST_SPINS = 21;
    /** QEMU looks at one of so many. */
    private static final int SAMPLE = 5;

    @TempDir
    private Path folder;

    private long steps;
    private int between;
    private int leaking;
    private long leaks;
    private int snapshots;
    private int byQemu;

    @Test
    void whatWasFlushedIsThere(TestReporter reporter) throws Exception {
        int kinds = ImageKillHistory.kinds().size();
        for (int i = 0; i < KILLS; i++) {
            Random random = new Random(SEED * 1_000_003 + i);
            long seed = random.nextLong();
            int flushes = random.nextInt(MOST_FLUSHES);
            int spins = (int) Math.pow(2, MOST_SPINS * random.nextDouble());
            Path place = Files.createDirectory(folder.resolve("kill-" + i));
            try {
                int told = kill(place, i % kinds, seed, flushes, spins);
                judge(place, new ImageKillHistory(i % kinds, seed), told, i % SAMPLE == 0 && Qemu.isInstalled());
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("kill " + i + " of seed " + SEED + ", after flush " + flushes, e);
            }
        }
        report(reporter);
    }

    /** Of what the overlays lie on. */
    private static byte[] base(CreateOptions options) {
        byte[] bytes = new byte[ImageKillHistory.CAPACITY];
        if (options.backingFile().isPresent()) {
            new Random(3).nextBytes(bytes);
        }
        return bytes;
    }

    /** Returns the last flush that was told. */
    private static int kill(Path place, int kind, long seed, int flushes, int spins) throws Exception {
        Files.write(
                place.resolve(ImageKillHistory.BASE),
                base(ImageKillHistory.kinds().get(kind)));
        Path errors = place.resolve("errors");
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImageKillVictim.class.getName(),
                        place.toString(),
                        Integer.toString(kind),
                        Long.toString(seed))
                .redirectError(errors.toFile())
                .start();
        int told = -1;
        try (BufferedReader lines = victim.inputReader()) {
            for (int i = 0; i <= flushes; i++) {
                told = told(lines, errors);
            }
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            // By its handle: to destroy the Process itself closes its output, of which nobody has read the end yet.
            assertTrue(victim.toHandle().destroyForcibly());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told = number(line);
            }
        } finally {
            Object unused = victim.destroyForcibly();
        }
        assertEquals(128 + 9, victim.waitFor(), () -> text(errors));
        return told;
    }

    private static int told(BufferedReader lines, Path errors) throws IOException {
        String line = lines.readLine();
        assertNotNull(line, () -> text(errors));
        return number(line);
    }

    private static int number(String line) {
        assertTrue(line.startsWith(ImageKillVictim.SAID), line);
        return Integer.parseInt(line.substring(ImageKillVictim.SAID.length()));
    }

    private static String text(Path errors) {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void judge(Path place, ImageKillHistory history, int told, boolean askQemu) {
        Path file = place.resolve(ImageKillHistory.IMAGE);
        OpenOptions qcow2 = OpenOptions.format(ImageFormat.QCOW2);
        byte[] found;
        List<String> names;
        try (Image left = Image.open(file, qcow2)) {
            CheckReport report = left.check();
            assertEquals(0, report.corruptions(), () -> report.findings().toString());
            leaks += report.leaks();
            leaking += report.leaks() > 0 ? 1 : 0;
            found = MatrixTest.bytes(left, 0, ImageKillHistory.CAPACITY);
            names = left.snapshots().stream().map(SnapshotInfo::name).toList();
        }
        if (askQemu) {
            byQemu++;
            Qemu.Result checked = Qemu.run(place, List.of("qemu-img", "check", "-f", "qcow2", ImageKillHistory.IMAGE));
            // 3 is for leaks alone.
            assertTrue(checked.status() == 0 || checked.status() == 3, checked.output());
        }
        Map<String, byte[]> kept = judge(history, told, found, names);
        try (Image again = Image.open(file, qcow2.writable())) {
            CheckReport unused = again.repair();
            assertEquals(List.of(), again.check().findings());
            assertArrayEquals(found, MatrixTest.bytes(again, 0, found.length));
            for (String name : names) {
                snapshots++;
                again.applySnapshot(name);
                assertArrayEquals(kept.get(name), MatrixTest.bytes(again, 0, found.length), name);
            }
            again.write(0, ByteBuffer.wrap(found));
            assertArrayEquals(found, MatrixTest.bytes(again, 0, found.length));
            assertEquals(List.of(), again.check().findings());
        }
        if (askQemu) {
            String unused = Qemu.img(place, "check", "-q", "-f", "qcow2", ImageKillHistory.IMAGE);
        }
    }

    /**
     * Each byte is as it was at the flush that was told or after a step behind it, up to the next flush: had that been over
     * and another step begun, it would have been told. Returns what the snapshots of these steps have.
     */
    private Map<String, byte[]> judge(ImageKillHistory history, int told, byte[] found, List<String> names) {
        ImageKillModel model = new ImageKillModel(base(history.options()));
        for (int i = 0; i < told; i++) {
            model.take(history.next());
        }
        steps += told;
        between += model.isLike(found) ? 0 : 1;
        Map<String, byte[]> kept = new HashMap<>();
        BitSet known = new BitSet(found.length);
        boolean areListed = false;
        for (boolean isLast = false; ; ) {
            for (int at = 0; at < found.length; at++) {
                if (model.at(at) == found[at]) {
                    known.set(at);
                }
            }
            areListed |= names.equals(model.snapshots());
            model.snapshots().forEach(name -> {
                byte[] unused = kept.put(name, model.snapshot(name));
            });
            if (isLast) {
                break;
            }
            ImageKillHistory.Step step = history.next();
            model.take(step);
            isLast = step.what() == ImageKillHistory.What.FLUSH;
        }
        int unknown = known.nextClearBit(0);
        assertEquals(found.length, unknown, "byte " + unknown + " was never so since step " + told);
        assertTrue(areListed, "snapshots " + names + " since step " + told);
        return kept;
    }

    private void report(TestReporter reporter) throws IOException {
        String json = String.format(
                Locale.ROOT,
                "{\"kills\": %d, \"seed\": %d, \"stepsFlushed\": %d, \"notAsAtAFlush\": %d, \"leaking\": %d,"
                        + " \"leakedClusters\": %d, \"snapshotsCompared\": %d, \"checkedByQemuImg\": %d}%n",
                KILLS,
                SEED,
                steps,
                between,
                leaking,
                leaks,
                snapshots,
                byQemu);
        reporter.publishEntry("image-kills", json);
        String evidence = System.getProperty("hv.evidence");
        if (evidence != null) {
            Files.createDirectories(Path.of(evidence));
            Files.writeString(Path.of(evidence, "image-kills.json"), json);
        }
    }
}
