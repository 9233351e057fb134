package io.hv.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of the kernel's trace.
 *
 * @param at when, in seconds
 * @param event its name
 * @param text the rest
 */
record TraceEntry(double at, String event, String text) {

    /** What a guest writes to its serial port at a place that is to be found again; no kernel writes it by itself. */
    static final int MARK = 0x1c;

    private static final Pattern LINE = Pattern.compile("^\\s*.+-\\d+\\s+\\[\\d+]\\s+\\S+\\s+([\\d.]+): (\\w+): (.*)$");
    private static final Pattern WRITTEN = Pattern.compile("# entries-in-buffer/entries-written: (\\d+)/(\\d+) .*");
    private static final Pattern REASON = Pattern.compile("reason (?:KVM_EXIT_)?(\\w+).*");
    private static final Pattern VECTOR = Pattern.compile("(?:IRQ )?0x([0-9a-f]+).*");

    /** KVM_RUN as the second argument of ioctl. */
    private static final Pattern RUN = Pattern.compile("NR 16 \\([0-9a-f]+, ae80, .*");

    private static final Pattern MARKED = Pattern.compile("pio_write at 0x3f8 size 1 count 1 val 0x1c.*");

    /**
     * Reads the kernel's trace in its own words.
     *
     * @throws IllegalArgumentException if it is not whole
     */
    static List<TraceEntry> all(Stream<String> trace) {
        List<TraceEntry> entries = new ArrayList<>();
        trace.forEach(line -> {
            Matcher written = WRITTEN.matcher(line);
            if (written.matches() && !written.group(1).equals(written.group(2))) {
                throw new IllegalArgumentException("the trace lost entries: " + line);
            }
            Matcher entry = LINE.matcher(line);
            if (entry.matches()) {
                entries.add(new TraceEntry(Double.parseDouble(entry.group(1)), entry.group(2), entry.group(3)));
            }
        });
        return entries;
    }

    /** A vCPU is to run. */
    boolean isRun() {
        return event.equals("sys_enter") && RUN.matcher(text).matches();
    }

    /** The guest has written {@link #MARK}. */
    boolean isMark() {
        return event.equals("kvm_pio") && MARKED.matcher(text).matches();
    }

    boolean isExit() {
        return event.equals("kvm_userspace_exit");
    }

    boolean isInterrupt() {
        return event.equals("kvm_inj_virq");
    }

    /** An interrupt comes again that was injected already: the guest was left before it had taken it. */
    boolean isReinjected() {
        return text.endsWith("[reinjected]");
    }

    boolean isSystemCall() {
        return event.equals("sys_enter");
    }

    /** KVM's name of an exit's reason. */
    String reason() {
        Matcher matcher = REASON.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("what exit is this? " + text);
        }
        return matcher.group(1);
    }

    /** An interrupt's vector. */
    int vector() {
        Matcher matcher = VECTOR.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("what interrupt is this? " + text);
        }
        return Integer.parseInt(matcher.group(1), 16);
    }
}
