package io.hv.kvm.vcpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.clock.VmClock;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.irq.Interrupts;
import io.hv.kvm.loop.VmLoop;
import io.hv.kvm.vcpu.VcpuStop.Cause;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * A machine that is gone leaves nothing: property {@code hv.cycles} says how many are created, run and destroyed. From
 * 1000 on the growth of resident memory is judged too; fewer say nothing about it.
 */
@RequiresKvm
@Timeout(3600)
class LeakTest {

    private static final int CYCLES = Integer.getInteger("hv.cycles", 20);
    private static final int ENOUGH_FOR_MEMORY = 1000;

    /** What this process has of machines. Threads and mappings of the JVM itself come and go as it likes. */
    private record Held(long files, long threads, long mappings) {

        static Held now() throws IOException {
            try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"));
                    Stream<Path> threads = Files.list(Path.of("/proc/self/task"));
                    Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
                return new Held(
                        files.count(),
                        threads.filter(Held::isOfMachine).count(),
                        mappings.filter(line -> line.contains("memfd:") || line.contains("kvm-v"))
                                .count());
            }
        }

        String json() {
            return "{\"files\": %d, \"threads\": %d, \"mappings\": %d}".formatted(files, threads, mappings);
        }

        private static boolean isOfMachine(Path task) {
            try {
                return Files.readString(task.resolve("comm")).startsWith("hv/");
            } catch (IOException e) {
                // It has ended meanwhile.
                return false;
            }
        }

        /** A thread that was joined may still be on its way out of the kernel. */
        static Held settled(Held expected) throws IOException {
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            Held held = now();
            while (!held.equals(expected) && System.nanoTime() < deadline) {
                Thread.onSpinWait();
                held = now();
            }
            return held;
        }
    }

    @Test
    void nothingIsLeft(TestReporter reporter) throws IOException, InterruptedException {
        try (Kvm kvm = Kvm.open()) {
            int warmUp = Math.max(5, CYCLES / 5);
            for (int i = 0; i < warmUp; i++) {
                cycle(kvm);
            }
            Held now = Held.now();
            Held before = Held.settled(new Held(now.files, 0, 0));
            long residentBefore = resident();
            for (int i = 0; i < CYCLES; i++) {
                cycle(kvm);
            }
            Held after = Held.settled(before);
            long slope = (resident() - residentBefore) / CYCLES;
            Evidence.write(
                    reporter,
                    "cycles",
                    "{\"warmUp\": %d, \"cycles\": %d, \"machines\": %d, \"before\": %s, \"after\": %s, \"rssBytesPerCycle\": %d}"
                            .formatted(warmUp, CYCLES, 2 * CYCLES, before.json(), after.json(), slope));
            assertEquals(before, after);
            if (CYCLES >= ENOUGH_FOR_MEMORY) {
                assertTrue(slope < 1024, slope + " bytes of resident memory a cycle");
            }
        }
    }

    private static void cycle(Kvm kvm) throws InterruptedException {
        VmClock clock = new VmClock();
        try (VmLoop loop = new VmLoop("hv/leak/loop", clock, (device, fault) -> {})) {
            clock.resume();
            loop.timer(() -> "leak", () -> {}).arm(1);
            try (TinyMachine machine = new TinyMachine(kvm, false, "b041e640f4")) {
                machine.first().resume();
                assertEquals(Cause.HALT, machine.stops.take().cause());
            }
            try (TinyMachine machine = new TinyMachine(kvm, true, VcpuThreadTest.SPIN)) {
                new Interrupts(machine.vm).message(0xfee0_0000L, 0x41).close();
                machine.first().resume();
            }
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
