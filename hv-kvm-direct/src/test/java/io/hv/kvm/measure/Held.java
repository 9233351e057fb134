package io.hv.kvm.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What this process has of machines. Threads and mappings of the JVM itself come and go as it likes. */
public record Held(long files, long threads, long mappings) {

    /** At this moment. */
    public static Held now() throws IOException {
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

    /** Whether there is more of anything. What a class before left behind may be closed by the collector meanwhile. */
    boolean isMoreThan(Held other) {
        return files > other.files || threads > other.threads || mappings > other.mappings;
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
    public static Held settled(Held expected) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Held held = now();
        while (!held.equals(expected) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            held = now();
        }
        return held;
    }
}
