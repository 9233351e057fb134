package io.hv;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What is wrong with the disks of a spec, whatever the host; and the names of those that were given none. */
final class DiskCheck {

    private static final Pattern TARGET = Pattern.compile("(vd|sd|hd|fd|xvd)[a-z]{1,4}");
    private static final Pattern SERIAL = Pattern.compile("[!-~]([ -~]{0,18}[!-~])?");
    private static final int MOST_QUEUES = 1024;
    private static final int LETTERS = 26;

    private final List<DiskSpec> disks;
    private final List<SpecFault> faults = new ArrayList<>();

    private DiskCheck(List<DiskSpec> disks) {
        this.disks = disks;
    }

    /** Every fault, in the order of the disks. */
    static List<SpecFault> faults(List<DiskSpec> disks) {
        DiskCheck check = new DiskCheck(disks);
        for (int i = 0; i < disks.size(); i++) {
            check.target(i);
            check.source(i);
            check.serial(i);
            check.limits(i);
            check.queues(i);
        }
        return check.faults;
    }

    private void target(int index) {
        Optional<String> target = disks.get(index).target();
        if (target.isEmpty()) {
            return;
        }
        if (!TARGET.matcher(target.get()).matches()) {
            fault(index, "target", "'" + target.get() + "'", "not a disk's name", "write for example vda");
            return;
        }
        earlier(index, disk -> disk.target().equals(target))
                .ifPresent(first -> fault(
                        index,
                        "target",
                        "'" + target.get() + "'",
                        "disks[" + first + "] has that name",
                        "choose another, or leave it out"));
    }

    /** Two that write one file, or one that writes what the other reads, destroy each other's file system. */
    private void source(int index) {
        DiskSpec disk = disks.get(index);
        earlier(
                        index,
                        other -> other.source().file().equals(disk.source().file())
                                && !(isLeftAlone(other) && isLeftAlone(disk)))
                .ifPresent(first -> fault(
                        index,
                        "source",
                        disk.source().toString(),
                        "it is the file of disks[" + first + "] too, and one of them can write it",
                        "give each a file of its own, or make both read-only or throwaway"));
    }

    private static boolean isLeftAlone(DiskSpec disk) {
        return disk.isReadOnly() || disk.isThrowaway();
    }

    private Optional<Integer> earlier(int index, Predicate<DiskSpec> fits) {
        for (int i = 0; i < index; i++) {
            if (fits.test(disks.get(i))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private void serial(int index) {
        disks.get(index)
                .serial()
                .filter(serial -> !SERIAL.matcher(serial).matches())
                .ifPresent(serial -> fault(
                        index,
                        "serial",
                        "text of " + serial.length() + " characters",
                        "not 1 to 20 printable characters of ASCII without a space at an end",
                        "shorten it, or leave it out"));
    }

    private void limits(int index) {
        DiskLimits limits = disks.get(index).limits();
        limits.bytesPerSecond().filter(most -> most.bytes() < 1).ifPresent(most -> nothing(index, "bytesPerSecond"));
        if (limits.operationsPerSecond().orElse(1) < 1) {
            nothing(index, "operationsPerSecond");
        }
    }

    private void nothing(int index, String limit) {
        DiskLimits limits = disks.get(index).limits();
        fault(index, "limits." + limit, limits.toString(), "nothing could be read or written", "allow at least 1");
    }

    private void queues(int index) {
        int queues = disks.get(index).queues().orElse(1);
        if (queues < 1 || queues > MOST_QUEUES) {
            fault(
                    index,
                    "queues",
                    Integer.toString(queues),
                    "a disk has 1 to 1024 queues",
                    "ask for as many as there are vCPUs, or leave it out");
        }
    }

    private void fault(int index, String part, String value, String why, String remedy) {
        faults.add(SpecFault.of("disks[" + index + "]." + part, value, why, remedy));
    }

    /**
     * The same disks, those without a target under the first names that are free, in the order of what comes after the
     * prefix: libvirt's order, whatever that of its XML is.
     */
    static List<DiskSpec> named(List<DiskSpec> disks) {
        Set<String> taken = new HashSet<>();
        disks.forEach(disk -> disk.target().ifPresent(taken::add));
        List<DiskSpec> named = new ArrayList<>();
        int next = 0;
        for (DiskSpec disk : disks) {
            if (disk.target().isPresent()) {
                named.add(disk);
                continue;
            }
            while (!taken.add(name(next))) {
                next++;
            }
            named.add(disk.target(name(next)));
        }
        named.sort(Comparator.comparing(DiskCheck::letters, Comparator.comparing(String::length))
                .thenComparing(DiskCheck::letters));
        return List.copyOf(named);
    }

    /** The first name that is not among these. */
    static String freeTarget(Collection<String> taken) {
        int next = 0;
        while (taken.contains(name(next))) {
            next++;
        }
        return name(next);
    }

    private static String letters(DiskSpec disk) {
        String target = disk.target().orElseThrow();
        return target.substring(target.startsWith("xvd") ? 3 : 2);
    }

    /** {@code vda}, ..., {@code vdz}, {@code vdaa}, ... */
    private static String name(int index) {
        StringBuilder letters = new StringBuilder();
        for (int rest = index; rest >= 0; rest = rest / LETTERS - 1) {
            letters.insert(0, (char) ('a' + rest % LETTERS));
        }
        return letters.insert(0, "vd").toString();
    }
}
