package io.hv.kvm.measure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;

/**
 * What is done again and again must leave nothing: property {@code hv.cycles} says how often, after a fifth of that to
 * warm up. From 1000 on the growth of resident memory is judged too; fewer say nothing about it.
 *
 * <p>Resident memory is the whole JVM's. For it to tell of machines, the JVM must not grow by itself meanwhile: a heap
 * that is touched from the start, and no compiler (see {@code ci/full.d/cycles.sh}).
 */
public final class Cycles {

    private static final int CYCLES = Integer.getInteger("hv.cycles", 20);
    private static final int ENOUGH_FOR_MEMORY = 1000;
    private static final int SAMPLES = 20;

    /** What is done again and again. */
    @FunctionalInterface
    public interface Cycle {

        /** Once. */
        void run() throws Exception;
    }

    private Cycles() {}

    /** Runs it, judges, and writes what was measured under a name. */
    public static void run(TestReporter reporter, String name, Cycle cycle) throws Exception {
        int warmUp = Math.max(5, CYCLES / 5);
        for (int i = 0; i < warmUp; i++) {
            cycle.run();
        }
        Held before = Held.settled(new Held(Held.now().files(), 0, 0));
        Slope slope = new Slope();
        slope.add(0, resident());
        int step = Math.max(1, CYCLES / SAMPLES);
        for (int i = 1; i <= CYCLES; i++) {
            cycle.run();
            if (CYCLES >= ENOUGH_FOR_MEMORY && i % step == 0) {
                Held unused = Held.settled(before);
                slope.add(i, resident());
            }
        }
        Held after = Held.settled(before);
        Evidence.write(
                reporter,
                name,
                "{\"warmUp\": %d, \"cycles\": %d, \"before\": %s, \"after\": %s, \"rssBytesPerCycle\": %.0f, \"rss\": %s, \"jvm\": \"%s\"}"
                        .formatted(
                                warmUp,
                                CYCLES,
                                before.json(),
                                after.json(),
                                slope.perStep(),
                                slope.json(),
                                String.join(
                                        " ",
                                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                                .filter(option -> option.startsWith("-X"))
                                                .toList())));
        assertFalse(after.isMoreThan(before), after + ", and before " + before);
        if (CYCLES >= ENOUGH_FOR_MEMORY) {
            assertTrue(slope.perStep() < 1024, slope.perStep() + " bytes of resident memory a cycle");
        }
    }

    private static long resident() throws IOException {
        // What the collector has not taken yet is not a leak.
        System.gc();
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
