package io.hv.bench;

import io.hv.Host;
import io.hv.kvm.ioctl.Kvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * From the call that forks a running machine to the fork's first instructions, by the public API: beside an empty machine of
 * hv's that is made from nothing, beside a machine of 4 GiB, and beside the same steps below the API. QEMU's way by a file,
 * and plain boots, are reported. Whatever ends a machine is not measured, and is over before the next turn.
 */
final class ForkBench {

    private static final int SMALL = 256;
    private static final int LARGE = 4096;
    private static final int DISK_BYTES = 16 << 20;
    private static final double MILLI = 1e6;

    /** Times of an empty machine. */
    private static final double RATIO = 2;

    private static final double LIMIT = 3 * MILLI;
    private static final double LARGE_LIMIT = 3 * MILLI;
    private static final double PAUSE_LIMIT = 5 * MILLI;
    /** Pauses that are as long as the longest of twenty are judged. */
    private static final double MOST = 0.95;

    private static final int FEW = 50;
    private static final int FIRST_FORKS = 15;

    private final Setting setting;
    private final Kvm kvm;
    private final Host host;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<Criterion> criteria = new ArrayList<>();

    private ForkBench(Setting setting, Kvm kvm, Host host) {
        this.setting = setting;
        this.kvm = kvm;
        this.host = host;
    }

    static Section measure(Setting setting, Kvm kvm) {
        try (OneProcessor unusedPin = new OneProcessor();
                Host host = Host.open("kvm:///")) {
            ForkBench bench = new ForkBench(setting, kvm, host);
            try (ForkParent small = bench.parent(SMALL)) {
                bench.besideEmpty(small);
                bench.besideLarge(small);
                bench.besideSteps(small);
            }
            bench.firstForks();
            bench.besideQemu();
            return new Section(
                    "fork to first instruction, 1 vCPU, 1 disk, " + ForkParent.TOUCHED_MIB + " MiB of RAM in use",
                    bench.lines,
                    bench.json,
                    bench.criteria);
        }
    }

    /** One machine with a disk of its own. */
    private ForkParent parent(int mib) {
        return new ForkParent(host, mib, ForkParent.guest(), disk("fork" + mib));
    }

    private Path disk(String name) {
        return setting.file(name + ".raw", new byte[DISK_BYTES]);
    }

    private Comparison compare(String label, String own, String peer, Pairs pairs) {
        Comparison comparison = Comparison.of(pairs, 1);
        lines.add(Comparison.header(own, peer));
        lines.add(comparison.row(label));
        json.put(label, comparison.json());
        return comparison;
    }

    private Pairs take(Supplier<long[]> own, Supplier<long[]> peer) {
        return Pairs.take(setting.options().pairs, setting.options().seed, own, peer);
    }

    private void besideEmpty(ForkParent small) {
        EmptyMachine empty = new EmptyMachine(kvm, (long) SMALL << 20);
        for (int i = 0; i < setting.options().creates; i++) {
            long[] unused = small.fork();
            long unusedToo = empty.create();
        }
        Pairs pairs = take(small::fork, () -> new long[] {empty.create()});
        Comparison comparison = compare("256 MiB", "fork", "empty", pairs);
        criteria.add(new Criterion(
                "fork: time to an empty machine's, 95 % bound",
                100 * comparison.ratioInterval().high(), 100 * RATIO, "%"));
        criteria.add(
                new Criterion("fork: time, 95 % bound", comparison.interval().high(), LIMIT, "ns"));
        pauses("256 MiB", pairs.java());
    }

    private void besideLarge(ForkParent small) {
        try (ForkParent large = parent(LARGE)) {
            for (int i = 0; i < FEW; i++) {
                long[] unused = large.fork();
            }
            Pairs pairs = take(large::fork, small::fork);
            Comparison comparison = compare("4 GiB", "4 GiB", "256 MiB", pairs);
            criteria.add(new Criterion(
                    "fork: 4 GiB beyond 256 MiB, 95 % bound",
                    comparison.differenceInterval().high(), LARGE_LIMIT, "ns"));
            pauses("4 GiB", pairs.java());
        }
        EmptyMachine largeEmpty = new EmptyMachine(kvm, (long) LARGE << 20);
        EmptyMachine smallEmpty = new EmptyMachine(kvm, (long) SMALL << 20);
        // What the kernel takes for so much RAM, whoever asks for it.
        Comparison unused =
                compare("empty machines", "4 GiB", "256 MiB", take(() -> new long[] {largeEmpty.create()}, () ->
                        new long[] {smallEmpty.create()}));
    }

    /** How long parents stood still, as the API reports it. */
    private void pauses(String label, List<long[]> forks) {
        double[] pauses = forks.stream().mapToDouble(fork -> fork[1]).toArray();
        pauses(label, pauses, MOST);
    }

    private void pauses(String label, double[] pauses, double judged) {
        double most = Statistics.quantile(pauses, judged);
        lines.add(String.format(
                Locale.ROOT,
                "%s: the parent stands still for %.0f ns (median; %.0f %% within %.0f, all within %.0f)",
                label,
                Statistics.median(pauses),
                100 * judged,
                most,
                Statistics.quantile(pauses, 1)));
        json.put(label + ", pauses", pauses);
        criteria.add(new Criterion("fork, " + label + ": the parent's pause", most, PAUSE_LIMIT, "ns"));
    }

    private void besideSteps(ForkParent small) {
        try (MachineFork machine = new MachineFork(kvm, (long) SMALL << 20, ForkParent.guest(), disk("steps"))) {
            for (int i = 0; i < FEW; i++) {
                long[] unused = machine.fork();
            }
            Pairs pairs = take(small::fork, machine::fork);
            Comparison unused = compare("beside steps", "API", "below it", pairs);
            Map<String, Object> steps = new LinkedHashMap<>();
            for (int i = 0; i < MachineFork.STEPS.size(); i++) {
                int step = i + 1;
                double[] times =
                        pairs.c().stream().mapToDouble(fork -> fork[step]).toArray();
                steps.put(MachineFork.STEPS.get(i), times);
                lines.add(String.format(
                        Locale.ROOT, "%11.0f ns  %s", Statistics.median(times), MachineFork.STEPS.get(i)));
            }
            json.put("steps", steps);
        }
    }

    /** A machine's first fork does more: its RAM becomes what it shares. Each is of a fresh machine. */
    private void firstForks() {
        double[] pauses = new double[FIRST_FORKS];
        double[] times = new double[FIRST_FORKS];
        for (int i = 0; i < FIRST_FORKS; i++) {
            try (ForkParent fresh = parent(SMALL)) {
                long[] fork = fresh.fork();
                times[i] = fork[0];
                pauses[i] = fork[1];
            }
        }
        json.put("first forks", times);
        lines.add(String.format(
                Locale.ROOT, "a machine's first fork, 256 MiB: %.0f ns (median)", Statistics.median(times)));
        pauses("first, 256 MiB", pauses, 1);
    }

    private void besideQemu() {
        QemuFork qemu = new QemuFork(setting, SMALL, disk("qemu"));
        long[] unused = qemu.incoming();
        report("QEMU: from the file", qemu::incoming);
        report("QEMU: plain boot", qemu::boot);
        report("hv: plain boot", this::boot);
    }

    private long[] boot() {
        Path disk = disk("boot");
        long machines = Burials.machines();
        long begin = System.nanoTime();
        long time;
        try (ForkParent unused = new ForkParent(host, SMALL, ForkParent.guest(), disk)) {
            time = System.nanoTime() - begin;
        }
        Burials.await(machines);
        return new long[] {time};
    }

    private void report(String label, Supplier<long[]> turn) {
        double[] times = new double[FIRST_FORKS];
        for (int i = 0; i < times.length; i++) {
            times[i] = turn.get()[0];
        }
        json.put(label, times);
        lines.add(String.format(
                Locale.ROOT, "%11.0f ns  %s (median of %d)", Statistics.median(times), label, times.length));
    }
}
