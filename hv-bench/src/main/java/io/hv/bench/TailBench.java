package io.hv.bench;

import io.hv.bench.Churn.Work;
import io.hv.kvm.ioctl.Kvm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The slowest exits, at rest and while another thread of the JVM allocates as fast as it can. Nothing is stopped or asked:
 * the device notes the time of every access in an array that was there before, and an exit's time is that from one access
 * to the next. The peer does the same beside the same load, which tells the collector's share from the processor's.
 * Reported, not judged.
 */
final class TailBench {

    private static final int TURNS = 20;
    private static final int SHOWN = 50;
    private static final double[] SHARES = {0.5, 0.9, 0.99, 0.999, 1};

    private TailBench() {}

    static Section measure(Setting setting, Kvm kvm) throws InterruptedException {
        int exits = setting.options().tail / TURNS;
        List<String> lines = new ArrayList<>(List.of(
                String.format(Locale.ROOT, "%-14s %9s %9s %9s %9s %11s", "ns", "p50", "p90", "p99", "p99.9", "max")));
        Map<String, Object> json = new LinkedHashMap<>();
        try (Hammer java = new KvmHammer(kvm, Access.OUT);
                Peer c = setting.peer("exits", Access.OUT.guest())) {
            long[] unused = java.run(setting.options().warmup, 1, 1);
            Pairs quiet = turns(setting, java, c, exits);
            row("Java, at rest", Pairs.flat(quiet.java()), lines, json);
            row("C, at rest", Pairs.flat(quiet.c()), lines, json);
            try (Churn churn = new Churn(setting.options().seed)) {
                Pairs loaded = turns(setting, java, c, exits);
                Work work = churn.end();
                row("Java, loaded", Pairs.flat(loaded.java()), lines, json);
                row("C, loaded", Pairs.flat(loaded.c()), lines, json);
                lines.add(String.format(
                        Locale.ROOT,
                        "the load: %.0f MB allocated a second, %d collections of %d ms in all",
                        work.megabytesPerSecond(),
                        work.collections(),
                        work.collectionMillis()));
                json.put(
                        "load",
                        Map.of(
                                "megabytesPerSecond",
                                work.megabytesPerSecond(),
                                "collections",
                                work.collections(),
                                "collectionMillis",
                                work.collectionMillis()));
            }
        }
        return new Section("tail of a PIO exit, " + exits * TURNS + " exits a row", lines, json, List.of());
    }

    private static Pairs turns(Setting setting, Side java, Side c, int exits) {
        return Pairs.take(
                TURNS,
                setting.options().seed,
                () -> java.run(Setting.LEAD, 1, exits),
                () -> c.run(Setting.LEAD, 1, exits));
    }

    private static void row(String name, long[] gaps, List<String> lines, Map<String, Object> json) {
        double[] values = Arrays.stream(gaps).asDoubleStream().sorted().toArray();
        double[] quantiles = Arrays.stream(SHARES)
                .map(share -> Statistics.quantile(values, share))
                .toArray();
        lines.add(String.format(
                Locale.ROOT,
                "%-14s %9.0f %9.0f %9.0f %9.0f %11.0f",
                name,
                quantiles[0],
                quantiles[1],
                quantiles[2],
                quantiles[3],
                quantiles[4]));
        json.put(
                name,
                Map.of(
                        "shares",
                        SHARES,
                        "nanos",
                        quantiles,
                        "largest",
                        Arrays.copyOfRange(values, Math.max(0, values.length - SHOWN), values.length)));
    }
}
