package io.hv.shell;

import io.hv.Domain;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** Shows what domains do: first in all, then by the second. For one thread. */
final class TopScreen {

    private static final String CLEAR = "\033[H\033[J";
    private static final double NANOS = 1e9;
    private static final String[] UNITS = {"", "K", "M", "G", "T", "P", "E"};
    private static final double STEP = 1024;

    private final PrintWriter out;
    private final boolean clears;
    private final LongSupplier nanos;
    private final Map<String, TopLine> before = new HashMap<>();
    private long shownAt;

    /**
     * Nothing is shown yet.
     *
     * @param clears whether each table takes the place of the one before
     * @param nanos the time
     */
    TopScreen(PrintWriter out, boolean clears, LongSupplier nanos) {
        this.out = out;
        this.clears = clears;
        this.nanos = nanos;
    }

    /** What was done since the table before this one, each second; since the start of each domain in the first one. */
    void show(List<Domain> domains) {
        boolean first = before.isEmpty();
        long now = nanos.getAsLong();
        double seconds = (now - shownAt) / NANOS;
        shownAt = now;
        List<TopLine> lines = linesOf(domains);
        Map<String, TopLine> last = Map.copyOf(before);
        before.clear();
        lines.forEach(line -> before.put(line.key(), line));
        if (clears) {
            out.print(CLEAR);
        }
        print(
                first ? "IN ALL" : "A SECOND",
                lines.stream()
                        .map(line -> first ? line : line.since(last.getOrDefault(line.key(), line.nothing()), seconds))
                        .toList());
    }

    /** What was done in all. */
    void showTotals(List<Domain> domains) {
        print("IN ALL", linesOf(domains));
    }

    private static List<TopLine> linesOf(List<Domain> domains) {
        List<TopLine> lines = new ArrayList<>();
        domains.forEach(domain -> lines.addAll(TopLine.of(domain)));
        return lines;
    }

    private void print(String head, List<TopLine> lines) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NAME", "STATE", head, "REQUESTS", "READ", "WRITTEN", "NOTIFIED", "INTERRUPTS"));
        for (TopLine line : lines) {
            rows.add(List.of(
                    line.domain(),
                    line.state(),
                    line.what(),
                    count(line.count()),
                    bytes(line.read()),
                    bytes(line.written()),
                    count(line.notified()),
                    count(line.interrupts())));
        }
        Table.print(out, rows);
    }

    private static String count(long value) {
        return value == TopLine.NONE ? "-" : Long.toString(value);
    }

    /** In units of 1024, with a digit behind the point. */
    static String bytes(long value) {
        if (value == TopLine.NONE) {
            return "-";
        }
        int unit = 0;
        double scaled = value;
        while (scaled >= STEP) {
            scaled /= STEP;
            unit++;
        }
        return unit == 0 ? Long.toString(value) : String.format(Locale.ROOT, "%.1f%s", scaled, UNITS[unit]);
    }
}
