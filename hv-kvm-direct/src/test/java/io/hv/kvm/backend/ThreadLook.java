package io.hv.kvm.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How the kernel schedules a thread of this process (proc(5)).
 *
 * @param cpus the processors that it may use, as a list
 * @param nice its nice value
 */
record ThreadLook(String cpus, int nice) {

    /** Where the nice value is in what follows the thread's name. */
    private static final int NICE = 19 - 3;

    /** Those whose names begin so, by name. One that ends meanwhile is not told of. */
    static Map<String, ThreadLook> all(String prefix) {
        Map<String, ThreadLook> all = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                look(task, prefix, all);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static void look(Path task, String prefix, Map<String, ThreadLook> all) throws IOException {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            if (name.startsWith(prefix)) {
                all.put(name, new ThreadLook(cpus(task), nice(task)));
            }
        } catch (IOException e) {
            requireEnded(task, e);
        }
    }

    /** Of one that ends, the files cannot be read (ESRCH) a moment before the folder is gone. */
    private static void requireEnded(Path task, IOException e) throws IOException {
        long patience = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (Files.exists(task)) {
            if (System.nanoTime() > patience) {
                throw e;
            }
            Thread.onSpinWait();
        }
    }

    private static String cpus(Path task) throws IOException {
        String key = "Cpus_allowed_list:";
        return Files.readAllLines(task.resolve("status")).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    private static int nice(Path task) throws IOException {
        String stat = Files.readString(task.resolve("stat"));
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return Integer.parseInt(fields.get(NICE));
    }
}
