package io.hv.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What one boot took, from the first KVM_RUN to the byte 1Ch on the guest's serial port, which no kernel writes by itself.
 *
 * @param seconds between the two
 * @param exits exits to user space, by KVM's name of the reason
 * @param interrupts interrupts that were injected
 * @param systemCalls of the whole process
 */
record BootCounts(double seconds, Map<String, Long> exits, long interrupts, long systemCalls) {

    /**
     * Reads the kernel's trace in its own words.
     *
     * @throws IllegalArgumentException if it is not whole, or no boot
     */
    static BootCounts of(Stream<String> trace) {
        List<TraceEntry> entries = TraceEntry.all(trace);
        double first = time(entries, TraceEntry::isRun, "no KVM_RUN");
        double marker = time(entries, TraceEntry::isMark, "no byte 1Ch on the serial port");
        Map<String, Long> exits = new TreeMap<>();
        long interrupts = 0;
        long systemCalls = 0;
        for (TraceEntry each : entries) {
            if (each.at() < first || each.at() > marker) {
                continue;
            }
            if (each.isExit()) {
                exits.merge(each.reason(), 1L, Long::sum);
            } else if (each.isInterrupt()) {
                interrupts++;
            } else if (each.isSystemCall()) {
                systemCalls++;
            }
        }
        return new BootCounts(marker - first, exits, interrupts, systemCalls);
    }

    private static double time(List<TraceEntry> entries, Predicate<TraceEntry> what, String otherwise) {
        return entries.stream()
                .filter(what)
                .mapToDouble(TraceEntry::at)
                .min()
                .orElseThrow(() ->
                        new IllegalArgumentException(otherwise + " in a trace of " + entries.size() + " entries"));
    }

    /** Exits for all reasons. */
    long allExits() {
        return exits.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("secondsFromFirstRunToMarker", seconds);
        json.put("exits", new TreeMap<String, Object>(exits));
        json.put("allExits", allExits());
        json.put("interrupts", interrupts);
        json.put("systemCalls", systemCalls);
        return json;
    }
}
