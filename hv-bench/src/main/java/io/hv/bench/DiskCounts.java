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
 * @param vectors how often each interrupt was injected, by its vector
 * @param systemCalls of the whole process
 */
record DiskCounts(double seconds, Map<String, Long> exits, Map<Integer, Long> vectors, long systemCalls) {

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
        Map<Integer, Long> vectors = new TreeMap<>();
        long systemCalls = 0;
        for (TraceEntry each : part) {
            if (each.isExit()) {
                exits.merge(each.reason(), 1L, Long::sum);
            } else if (each.isInterrupt()) {
                if (!each.isReinjected()) {
                    vectors.merge(each.vector(), 1L, Long::sum);
                }
            } else if (each.isSystemCall()) {
                systemCalls++;
            }
        }
        double seconds = part.get(part.size() - 1).at() - part.get(0).at();
        return new DiskCounts(seconds, exits, vectors, systemCalls);
    }

    /** Exits for all reasons. */
    long allExits() {
        return exits.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Interrupts, but for the local timer's, which come as time goes by. */
    long interrupts() {
        return vectors.values().stream().mapToLong(Long::longValue).sum() - timer();
    }

    /** Interrupts of the local timer. */
    long timer() {
        return vectors.getOrDefault(TIMER, 0L);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seconds", seconds);
        json.put("exits", new TreeMap<String, Object>(exits));
        json.put("allExits", allExits());
        json.put("interrupts", interrupts());
        json.put("timerInterrupts", timer());
        Map<String, Object> byVector = new TreeMap<>();
        vectors.forEach((vector, count) -> byVector.put(Integer.toHexString(vector), count));
        json.put("interruptsByVector", byVector);
        json.put("systemCalls", systemCalls);
        return json;
    }
}
