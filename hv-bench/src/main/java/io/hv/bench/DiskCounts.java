package io.hv.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a guest's I/O took below it, from one {@link TraceEntry#MARK} to the next.
 *
 * @param seconds between the two
 * @param exits exits to user space, by KVM's name of the reason
 * @param interrupts interrupts that were injected, but for the local timer's
 * @param timer those of the local timer, as many as time goes by
 * @param systemCalls of the whole process
 */
record DiskCounts(double seconds, Map<String, Long> exits, long interrupts, long timer, long systemCalls) {

    /** LOCAL_TIMER_VECTOR of Linux on x86. */
    private static final int TIMER = 0xec;

    /**
     * Reads the kernel's trace: the first and the second mark enclose the first part, the third and the fourth the second.
     *
     * @throws IllegalArgumentException if it is not whole, or the last part has no end
     */
    static List<DiskCounts> of(Stream<String> trace) {
        List<DiskCounts> parts = new ArrayList<>();
        List<TraceEntry> part = new ArrayList<>();
        boolean inside = false;
        for (TraceEntry each : TraceEntry.all(trace)) {
            if (each.isMark()) {
                part.add(each);
                if (inside) {
                    parts.add(count(part));
                    part.clear();
                }
                inside = !inside;
            } else if (inside) {
                part.add(each);
            }
        }
        if (inside) {
            throw new IllegalArgumentException("the trace ends between two marks, after " + parts.size() + " parts");
        }
        return parts;
    }

    private static DiskCounts count(List<TraceEntry> part) {
        Map<String, Long> exits = new TreeMap<>();
        long interrupts = 0;
        long timer = 0;
        long systemCalls = 0;
        for (TraceEntry each : part) {
            if (each.isExit()) {
                exits.merge(each.reason(), 1L, Long::sum);
            } else if (each.isInterrupt()) {
                boolean ofTimer = each.vector() == TIMER;
                timer += ofTimer ? 1 : 0;
                interrupts += ofTimer ? 0 : 1;
            } else if (each.isSystemCall()) {
                systemCalls++;
            }
        }
        double seconds = part.get(part.size() - 1).at() - part.get(0).at();
        return new DiskCounts(seconds, exits, interrupts, timer, systemCalls);
    }

    /** Exits for all reasons. */
    long allExits() {
        return exits.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seconds", seconds);
        json.put("exits", new TreeMap<String, Object>(exits));
        json.put("allExits", allExits());
        json.put("interrupts", interrupts);
        json.put("timerInterrupts", timer);
        json.put("systemCalls", systemCalls);
        return json;
    }
}
