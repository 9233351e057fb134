package io.hv.kvm.diagnose;

import io.hv.backend.SystemView;
import java.util.List;
import java.util.Optional;

/** Whether this process runs in a container, seen from inside. */
final class Container {

    private static final List<String> RUNTIMES = List.of("docker", "kubepods", "containerd", "libpod", "lxc");

    private Container() {}

    /** What tells that this is a container; empty where nothing does. */
    static Optional<String> sign(SystemView system) {
        for (String file : List.of("/run/.containerenv", "/.dockerenv")) {
            if (system.exists(file)) {
                return Optional.of(file);
            }
        }
        return system.lines("/proc/self/cgroup").stream()
                .filter(line -> RUNTIMES.stream().anyMatch(line::contains))
                .findFirst()
                .map(line -> "the control group " + line.substring(line.lastIndexOf(':') + 1));
    }
}
