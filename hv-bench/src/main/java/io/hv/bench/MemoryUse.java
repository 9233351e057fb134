package io.hv.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this process and the kernel for it have in memory, in bytes.
 *
 * @param process its proportional set size beside the guests' RAM ({@code /proc/self/smaps}); of the Java heap, what was
 *     ever touched
 * @param guests pages of the guests' RAM that are one machine's own
 * @param kernel of the whole system, what is in {@link #KERNEL} ({@code /proc/meminfo})
 * @param tables of the whole system, what the kernel has in its own address space beside threads' stacks: with a KVM that
 *     pages in software, a table in proportion to each guest's RAM for the most part
 * @param heap what lives on the Java heap, which is touched from the start and therefore not seen to grow
 */
record MemoryUse(long process, long guests, long kernel, long tables, long heap) {

    /**
     * What machines make the kernel take: slabs, page tables, processes' and those that KVM has for guests, stacks of threads,
     * and what there is for each processor.
     */
    static final Set<String> KERNEL = Set.of("SUnreclaim", "PageTables", "SecPageTables", "KernelStack", "Percpu");

    private static final String ADDRESSES = "VmallocUsed";
    private static final String STACKS = "KernelStack";

    private static final String GUEST = "/memfd:hv-guest";
    private static final Pattern MAPPING = Pattern.compile("\\p{XDigit}+-\\p{XDigit}+ [-rwxsp]{4} .*");
    private static final Pattern NUMBER = Pattern.compile("(\\w+): +(\\d+) kB");
    private static final int KIB = 1024;

    /** After a collection. */
    static MemoryUse now() {
        System.gc();
        try (Stream<String> smaps = Files.lines(Path.of("/proc/self/smaps"));
                Stream<String> meminfo = Files.lines(Path.of("/proc/meminfo"))) {
            return of(
                    smaps,
                    meminfo,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By what the kernel says, line by line. */
    static MemoryUse of(Stream<String> smaps, Stream<String> meminfo, long heap) {
        long[] process = new long[1];
        long[] guests = new long[1];
        boolean[] guest = new boolean[1];
        smaps.forEach(line -> {
            if (MAPPING.matcher(line).matches()) {
                guest[0] = line.contains(GUEST);
                return;
            }
            Matcher number = NUMBER.matcher(line);
            if (number.matches()) {
                String what = number.group(1);
                long bytes = Long.parseLong(number.group(2)) * KIB;
                if (guest[0] && what.equals("Anonymous")) {
                    guests[0] += bytes;
                } else if (!guest[0] && what.equals("Pss")) {
                    process[0] += bytes;
                }
            }
        });
        Map<String, Long> system = meminfo.map(NUMBER::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(number -> number.group(1), number -> Long.parseLong(number.group(2)) * KIB));
        long kernel =
                KERNEL.stream().mapToLong(what -> system.getOrDefault(what, 0L)).sum();
        long tables = system.getOrDefault(ADDRESSES, 0L) - system.getOrDefault(STACKS, 0L);
        return new MemoryUse(process[0], guests[0], kernel, tables, heap);
    }

    /** All but the guests' RAM, and what is in proportion to it. */
    long besideGuests() {
        return process + kernel + heap;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("process", process);
        json.put("kernel", kernel);
        json.put("tables", tables);
        json.put("heap", heap);
        json.put("guests", guests);
        return json;
    }
}
