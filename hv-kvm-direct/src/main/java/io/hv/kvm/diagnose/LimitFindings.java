package io.hv.kvm.diagnose;

import io.hv.ByteSize;
import io.hv.Finding;
import io.hv.Finding.Severity;
import io.hv.backend.SystemView;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** What may run out: open files, memory; and what makes guests slow. */
final class LimitFindings {

    /** Of a machine: RAM, VM, loop, its timer and its bell, control events; and each vCPU. */
    private static final int FILES_OF_A_MACHINE = 16;

    private static final int ROOM_FOR_MACHINES = 16;
    private static final long SMALL_GUEST = ByteSize.mib(256).bytes();
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\d+|unlimited)\\s.*");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
    private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");

    private final Surroundings around;
    private final SystemView system;

    private LimitFindings(Surroundings around) {
        this.around = around;
        this.system = around.system();
    }

    static List<Finding> of(Surroundings around) {
        LimitFindings limits = new LimitFindings(around);
        return List.of(limits.openFiles(), limits.memory(), limits.hugePages());
    }

    private Finding openFiles() {
        String title = "open files";
        OptionalLong limit = number(OPEN_FILES, "/proc/self/limits");
        int open = system.names("/proc/self/fd").size();
        if (limit.isEmpty()) {
            return Finding.ok("open-files", title, open + " open, without a limit");
        }
        long machines = Math.max(0, limit.getAsLong() - open) / FILES_OF_A_MACHINE;
        String found = open + " of " + limit.getAsLong() + " are open; the rest is enough for about " + machines
                + " machines of one vCPU";
        return machines >= ROOM_FOR_MACHINES
                ? Finding.ok("open-files", title, found)
                : Finding.of(
                        "open-files",
                        title,
                        Severity.WARNING,
                        found,
                        "raise the limit: ulimit -n 65536 in the shell, LimitNOFILE= of a systemd unit, --ulimit "
                                + "nofile= of a container");
    }

    private Finding memory() {
        String title = "memory for guests";
        OptionalLong available = number(AVAILABLE, "/proc/meminfo");
        OptionalLong group = groupLimit();
        OptionalLong least = LongStream.concat(available.stream().map(kib -> kib * 1024), group.stream())
                .min();
        if (least.isEmpty()) {
            return Finding.ok("memory", title, "the system does not tell how much there is");
        }
        long left = Math.max(0, least.getAsLong() - around.maxHeap());
        String found = mib(least.getAsLong())
                + (group.isPresent() && group.getAsLong() == least.getAsLong()
                        ? " by the control group's limit"
                        : " available")
                + "; the Java heap may take " + mib(around.maxHeap()) + " of it, which leaves " + mib(left)
                + " for guests: their RAM is no heap";
        return left >= SMALL_GUEST
                ? Finding.ok("memory", title, found)
                : Finding.of(
                        "memory",
                        title,
                        Severity.WARNING,
                        found,
                        "lower -Xmx, or raise the limit (MemoryMax= of a systemd unit, --memory of a container): heap, "
                                + "plus the guests' RAM, plus what the JVM needs beside its heap");
    }

    private static String mib(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    /** The lowest limit on memory of this process's control groups, in either version; empty where there is none. */
    private OptionalLong groupLimit() {
        List<Long> limits = new ArrayList<>();
        for (String line : system.lines("/proc/self/cgroup")) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
                collect("/sys/fs/cgroup", parts[2], "memory.max", limits);
            } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
                collect("/sys/fs/cgroup/memory", parts[2], "memory.limit_in_bytes", limits);
            }
        }
        return limits.stream().mapToLong(Long::longValue).min();
    }

    /** From the process's own group up to the root, which is also where a container sees its own. */
    private void collect(String mount, String group, String file, List<Long> limits) {
        String path = group;
        while (true) {
            system.read(mount + (path.equals("/") ? "" : path) + "/" + file)
                    .map(String::strip)
                    .filter(text -> text.matches("\\d{1,18}"))
                    .ifPresent(text -> limits.add(Long.parseLong(text)));
            int slash = path.lastIndexOf('/');
            if (slash < 0 || path.equals("/")) {
                return;
            }
            path = slash == 0 ? "/" : path.substring(0, slash);
        }
    }

    private Finding hugePages() {
        String title = "large pages for guests' RAM";
        String file = "/sys/kernel/mm/transparent_hugepage/shmem_enabled";
        Matcher chosen = CHOSEN.matcher(system.read(file).orElse(""));
        if (!chosen.find()) {
            return Finding.ok("shmem-huge-pages", title, "this kernel has no " + file);
        }
        String mode = chosen.group(1);
        return switch (mode) {
            case "always", "within_size", "force" -> Finding.ok("shmem-huge-pages", title, "shmem_enabled is " + mode);
            default ->
                Finding.of(
                        "shmem-huge-pages",
                        title,
                        Severity.NOTE,
                        "shmem_enabled is " + mode + ", so guests' RAM is of 4 KiB pages, and guests with much RAM are "
                                + "slower",
                        "echo within_size | sudo tee " + file);
        };
    }

    private OptionalLong number(Pattern pattern, String file) {
        return system.lines(file).stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .filter(text -> text.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }
}
