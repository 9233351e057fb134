package io.hv.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern LINE = Pattern.compile("^\\s*.+-\\d+\\s+\\[\\d+]\\s+\\S+\\s+([\\d.]+): (\\w+): (.*)$");
    private static final Pattern WRITTEN = Pattern.compile("# entries-in-buffer/entries-written: (\\d+)/(\\d+) .*");
    private static final Pattern REASON = Pattern.compile("reason (?:KVM_EXIT_)?(\\w+).*");

    /** KVM_RUN as the second argument of ioctl. */
    private static final Pattern RUN = Pattern.compile("NR 16 \\([0-9a-f]+, ae80, .*");

    private static final Pattern MARKER = Pattern.compile("pio_write at 0x3f8 size 1 count 1 val 0x1c.*");

    private record Seen(double at, String event, String text) {}

    /**
     * Reads the kernel's trace in its own words.
     *
     * @throws IllegalArgumentException if it is not whole, or no boot
     */
    static BootCounts of(Stream<String> trace) {
        List<Seen> seen = new ArrayList<>();
        trace.forEach(line -> {
            Matcher written = WRITTEN.matcher(line);
            if (written.matches() && !written.group(1).equals(written.group(2))) {
                throw new IllegalArgumentException("the trace lost entries: " + line);
            }
            Matcher entry = LINE.matcher(line);
            if (entry.matches()) {
                seen.add(new Seen(Double.parseDouble(entry.group(1)), entry.group(2), entry.group(3)));
            }
        });
        double first = time(seen, "sys_enter", RUN, "no KVM_RUN");
        double marker = time(seen, "kvm_pio", MARKER, "no byte 1Ch on the serial port");
        Map<String, Long> exits = new TreeMap<>();
        long interrupts = 0;
        long systemCalls = 0;
        for (Seen each : seen) {
            if (each.at < first || each.at > marker) {
                continue;
            }
            switch (each.event) {
                case "kvm_userspace_exit" -> exits.merge(reason(each.text), 1L, Long::sum);
                case "kvm_inj_virq" -> interrupts++;
                case "sys_enter" -> systemCalls++;
                default -> {}
            }
        }
        return new BootCounts(marker - first, exits, interrupts, systemCalls);
    }

    private static double time(List<Seen> seen, String event, Pattern text, String otherwise) {
        return seen.stream()
                .filter(each ->
                        each.event.equals(event) && text.matcher(each.text).matches())
                .mapToDouble(Seen::at)
                .min()
                .orElseThrow(
                        () -> new IllegalArgumentException(otherwise + " in a trace of " + seen.size() + " entries"));
    }

    private static String reason(String text) {
        Matcher matcher = REASON.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("what exit is this? " + text);
        }
        return matcher.group(1);
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
