package io.hv.nativeaccess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The memfds and pagemaps that this process has open: others come and go by the JVM's own doing. */
final class ProcessFds {

    private ProcessFds() {}

    static long count() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(ProcessFds::ours).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ours(Path fd) {
        try {
            String target = Files.readSymbolicLink(fd).toString();
            return target.contains("memfd:hv-") || target.contains("pagemap");
        } catch (IOException e) {
            // The listing's own descriptor is closed by now.
            return false;
        }
    }
}
