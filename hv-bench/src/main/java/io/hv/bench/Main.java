package io.hv.bench;

import io.hv.bench.Options.Bench;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVm;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The program: measures, prints tables, writes JSON. Exit status: 0, 1 if a promise was judged and does not hold, 2 if the
 * command line is wrong.
 */
public final class Main {

    private static final String STAND_IN = "a stand-in without KVM";

    private final Options options;
    private final PrintStream out;
    private final Map<String, Object> results = new LinkedHashMap<>();
    private final List<Object> criteria = new ArrayList<>();
    private boolean failed;

    private Main(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs it and ends the JVM. */
    public static void main(String... arguments) throws Exception {
        Options options = new Options();
        CommandLine line = new CommandLine(options);
        try {
            line.parseArgs(arguments);
            if (options.pairs < 15 || options.pairs > Statistics.MOST) {
                throw new ParameterException(line, "--pairs is 15 to " + Statistics.MOST);
            }
        } catch (ParameterException e) {
            System.err.println(e.getMessage());
            line.usage(System.err);
            System.exit(2);
        }
        if (line.isUsageHelpRequested()) {
            line.usage(System.out);
            return;
        }
        System.exit(new Main(options, System.out).run());
    }

    private int run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("hv-bench");
        try {
            Path peer = options.peer.isPresent() ? options.peer.get().toAbsolutePath() : Peer.compile(folder);
            Setting setting = new Setting(options, peer, folder);
            Set<Bench> wanted = new LinkedHashSet<>(options.benches);
            if (wanted.isEmpty()) {
                wanted.addAll(possible());
            }
            Map<String, Object> machine = Environment.describe();
            machine.forEach((name, value) -> out.println(name + ": " + value));
            for (Bench bench : wanted) {
                measure(bench, setting);
            }
            if (options.json.isPresent()) {
                write(options.json.get(), machine);
            }
        } finally {
            delete(folder);
        }
        return failed ? 1 : 0;
    }

    private List<Bench> possible() {
        Path device = Kvm.DEVICE;
        if (Files.isReadable(device) && Files.isWritable(device)) {
            // Whoever wants the others names them: boot and diskCounts trace the whole machine, and few kernels here
            // boot a stock one; forkMemory wants another JVM, image a disk with room, libvirt a daemon, and xml a JVM
            // that has read none.
            return Stream.of(Bench.values())
                    .filter(bench -> bench != Bench.boot
                            && bench != Bench.diskCounts
                            && bench != Bench.forkMemory
                            && bench != Bench.image
                            && bench != Bench.libvirt
                            && bench != Bench.xml)
                    .toList();
        }
        out.println("only loop: " + device + (Files.exists(device) ? " may not be opened" : " does not exist"));
        return List.of(Bench.loop);
    }

    private void measure(Bench bench, Setting setting) throws InterruptedException {
        if (bench == Bench.loop) {
            keep("loop", ExitBench.withoutKvm(setting), STAND_IN);
            keep("loopAllocation", AllocationBench.withoutKvm(setting), STAND_IN);
            return;
        }
        if (bench == Bench.image) {
            keep("image", ImageBench.measure(setting), options.unjudged);
            return;
        }
        if (bench == Bench.networkSwitch) {
            keep("networkSwitch", SwitchBench.measure(setting), options.unjudged);
            return;
        }
        if (bench == Bench.libvirt) {
            keep("libvirt", LibvirtBench.measure(setting), options.unjudged);
            return;
        }
        if (bench == Bench.xml) {
            keep("xml", XmlBench.measure(setting), options.unjudged);
            return;
        }
        // The kernel switches virtualization on with the first machine and off with the last: one stays for the whole
        // time,
        // so that neither side's turn pays for that.
        try (Kvm kvm = Kvm.open();
                KvmVm first = kvm.createVm()) {
            Section section = switch (bench) {
                case pio -> ExitBench.onKvm(setting, kvm, "a PIO exit", Access.OUT, Access.IN);
                case mmio -> ExitBench.onKvm(setting, kvm, "an MMIO exit", Access.STORE, Access.LOAD);
                case alloc -> AllocationBench.onKvm(setting, kvm);
                case create -> CreateBench.measure(setting, kvm);
                case boot -> BootBench.measure(setting);
                case diskCounts -> DiskCountsBench.measure(setting);
                case disk -> DiskBench.measure(setting);
                case network -> NetBench.measure(setting);
                case marker -> MarkerBench.measure(setting);
                case fork -> ForkBench.measure(setting, kvm);
                case forkMemory -> ForkMemoryBench.measure(setting);
                case tail -> TailBench.measure(setting, kvm);
                case loop, image, networkSwitch, xml, libvirt ->
                    throw new IllegalArgumentException(bench + " needs no KVM");
            };
            keep(bench.name(), section, options.unjudged);
        }
    }

    private void keep(String name, Section section, String unjudged) {
        out.println();
        out.println("== " + section.title());
        section.lines().forEach(out::println);
        for (Criterion criterion : section.criteria()) {
            out.println(criterion.line(unjudged));
            criteria.add(criterion.json(unjudged));
            failed |= unjudged.isEmpty() && !criterion.holds();
        }
        results.put(name, section.json());
    }

    private void write(Path file, Map<String, Object> machine) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("commit", options.commit);
        report.put("machine", machine);
        report.put("seed", options.seed);
        report.put("pairs", options.pairs);
        report.put("exitsPerTurn", options.exits);
        report.put("warmupExits", options.warmup);
        report.put("criteria", criteria);
        report.put("results", results);
        try (Writer to = Files.newBufferedWriter(file)) {
            Json.write(to, report);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
