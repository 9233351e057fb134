package io.hv.kvm.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process has of the host by files whose names say that a test made them.
 *
 * @param fds descriptors
 * @param mappings of them
 */
record HostUse(long fds, long mappings) {

    static HostUse of(String name) {
        try {
            long mappings = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                    .filter(line -> line.contains("memfd:" + name))
                    .count();
            return new HostUse(fds(name).size(), mappings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The descriptors, as paths that can be opened. */
    static List<Path> fds(String name) {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(fd -> target(fd).contains("memfd:" + name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many descriptors there are of files whose paths begin so. */
    static long open(String path) {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(fd -> target(fd).startsWith(path)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (IOException e) {
            // Closed since it was listed.
            return "";
        }
    }
}
