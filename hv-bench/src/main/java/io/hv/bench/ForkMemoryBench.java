package io.hv.bench;

import io.hv.Clones;
import io.hv.Host;
import io.hv.guests.SmallGuest;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What each further fork of a machine costs in memory while its guest stands still: beside the guest's pages, by the slope
 * over so many forks at once; and, apart from that, how many pages of its own a fork has, with a guest that writes none
 * after the fork and with one that writes some. The JVM must not grow by itself meanwhile: the whole heap is touched at its
 * start, and nothing is compiled.
 */
final class ForkMemoryBench {

    private static final int MIB = 256;
    private static final int[] COUNTS = {1, 10, 50};
    private static final int ROUNDS = 6;
    private static final int DIRTIED = 256;
    private static final int DISK_BYTES = 16 << 20;
    private static final double LIMIT = 1 << 20;

    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> json = new LinkedHashMap<>();

    /** The uses of memory in one round, for each of the counts. */
    private record Round(List<MemoryUse> uses) {

        double slope(ToLongFunction<MemoryUse> what) {
            double[] x = new double[COUNTS.length];
            double[] y = new double[COUNTS.length];
            for (int i = 0; i < COUNTS.length; i++) {
                x[i] = COUNTS[i];
                y[i] = what.applyAsLong(uses.get(i));
            }
            return Statistics.slope(x, y);
        }
    }

    private ForkMemoryBench() {}

    static Section measure(Setting setting) {
        ForkMemoryBench bench = new ForkMemoryBench();
        Path disk = setting.file("memory.raw", new byte[DISK_BYTES]);
        try (Host host = Host.open("kvm:///")) {
            double slope = bench.still(host, disk);
            bench.dirtied(host, disk);
            return new Section(
                    "memory of a further fork that stands still",
                    bench.lines,
                    bench.json,
                    List.of(new Criterion("forkMemory: beside the guest's pages", slope, LIMIT, "bytes")));
        }
    }

    private double still(Host host, Path disk) {
        List<Round> rounds = rounds(host, disk, ForkParent.guest());
        double all = median(rounds, MemoryUse::besideGuests);
        line("beside the guest's pages", all);
        line("  of these, the process", median(rounds, MemoryUse::process));
        line("  the kernel " + MemoryUse.KERNEL.stream().sorted().toList(), median(rounds, MemoryUse::kernel));
        line("  the Java heap", median(rounds, MemoryUse::heap));
        line("apart: tables in the kernel, with a KVM that pages in software", median(rounds, MemoryUse::tables));
        line("the guest's own pages", median(rounds, MemoryUse::guests));
        keep("still", rounds);
        json.put("slope", all);
        return all;
    }

    private void dirtied(Host host, Path disk) {
        List<Round> rounds = rounds(host, disk, ForkParent.guest().with("dirtied", DIRTIED));
        line("the guest's own pages, " + DIRTIED + " of 4 KiB written", median(rounds, MemoryUse::guests));
        keep("dirtied", rounds);
    }

    /** The first round is there for what is only done once, and not returned. */
    private static List<Round> rounds(Host host, Path disk, SmallGuest guest) {
        List<Round> rounds = new ArrayList<>();
        try (ForkParent parent = new ForkParent(host, MIB, guest, disk)) {
            long machines = Burials.machines();
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(round(parent));
                Burials.await(machines);
            }
        }
        return rounds.subList(1, ROUNDS);
    }

    private static Round round(ForkParent parent) {
        Deque<Clones> forks = new ArrayDeque<>();
        List<MemoryUse> uses = new ArrayList<>();
        try {
            int made = 0;
            for (int count : COUNTS) {
                forks.push(parent.fork(count - made));
                made = count;
                uses.add(MemoryUse.now());
            }
            return new Round(uses);
        } finally {
            forks.forEach(Clones::close);
        }
    }

    private static double median(List<Round> rounds, ToLongFunction<MemoryUse> what) {
        return Statistics.median(
                rounds.stream().mapToDouble(round -> round.slope(what)).toArray());
    }

    private void line(String what, double bytes) {
        lines.add(String.format(Locale.ROOT, "%9.1f KiB  %s", bytes / 1024, what));
    }

    private void keep(String name, List<Round> rounds) {
        json.put("counts", List.of(COUNTS[0], COUNTS[1], COUNTS[2]));
        json.put(
                name,
                rounds.stream()
                        .map(round -> round.uses().stream().map(MemoryUse::json).toList())
                        .toList());
    }
}
