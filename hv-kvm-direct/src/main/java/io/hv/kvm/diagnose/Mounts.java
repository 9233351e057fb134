package io.hv.kvm.diagnose;

import io.hv.backend.SystemView;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** How file systems are mounted, as {@code /proc/self/mounts} tells (proc(5)). */
final class Mounts {

    private Mounts() {}

    /** Where the file system of a folder is mounted, if with an option; of two at one place the later one hides the other. */
    static Optional<String> with(SystemView system, Path folder, String option) {
        return system.lines("/proc/self/mounts").stream()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields.length > 3 && folder.startsWith(fields[1]))
                .reduce((found, next) -> next[1].length() >= found[1].length() ? next : found)
                .filter(fields -> Arrays.asList(fields[3].split(",", -1)).contains(option))
                .map(fields -> fields[1]);
    }
}
