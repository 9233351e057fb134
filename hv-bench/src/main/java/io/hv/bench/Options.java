package io.hv.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the command line says. */
@Command(
        name = "hv-bench",
        mixinStandardHelpOptions = true,
        description = "Measures hv beside a C program that does the same work in the same run.")
final class Options {

    /** What can be measured. */
    enum Bench {
        pio,
        mmio,
        alloc,
        create,
        marker,
        fork,
        disk,
        tail,
        boot,
        diskCounts,
        forkMemory,
        image,
        network,
        networkSwitch,
        xml,
        libvirt,
        loop
    }

    @Parameters(
            paramLabel = "BENCH",
            description =
                    "${COMPLETION-CANDIDATES}. None: all that this machine can run. All but loop, image, networkSwitch, xml and libvirt need /dev/kvm, marker, fork, disk and network QEMU too; boot and diskCounts "
                            + "a stock kernel (property hv.test.kernel), QEMU, the kernel's tracing, and root; "
                            + "forkMemory a JVM that does not grow (see ci/full.d/bench.sh); image qemu-img; xml shows libvirt beside it where that is installed; libvirt wants libvirt's library and gcc; "
                            + "loop replaces KVM by a system call that returns at once.")
    List<Bench> benches = new ArrayList<>();

    @Option(names = "--pairs", description = "pairs of turns, 15 to 1000 (default ${DEFAULT-VALUE})")
    int pairs = 101;

    @Option(names = "--exits", description = "exits in a turn (default ${DEFAULT-VALUE})")
    int exits = 1_000;

    @Option(
            names = "--warmup",
            description =
                    "exits of each kind before the first turn, so that C2 has compiled (default ${DEFAULT-VALUE})")
    int warmup = 300_000;

    @Option(names = "--creates", description = "machines before the first pair of create (default ${DEFAULT-VALUE})")
    int creates = 2_000;

    @Option(names = "--tail", description = "exits of each row of tail (default ${DEFAULT-VALUE})")
    int tail = 200_000;

    @Option(names = "--seed", description = "decides who is first in a pair (default ${DEFAULT-VALUE})")
    long seed = 2026;

    @Option(names = "--peer", paramLabel = "FILE", description = "the compiled peer, where there is no gcc")
    Optional<Path> peer = Optional.empty();

    @Option(names = "--qemu", paramLabel = "COMMAND", description = "how QEMU is called (default ${DEFAULT-VALUE})")
    String qemu = "qemu-system-x86_64";

    @Option(names = "--libvirt", paramLabel = "URI", description = "a daemon to measure beside libvirt's test driver")
    Optional<String> libvirt = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "where to write everything, raw samples too")
    Optional<Path> json = Optional.empty();

    @Option(names = "--commit", description = "what is measured, for the JSON")
    String commit = "unknown";

    @Option(
            names = "--report-only",
            paramLabel = "REASON",
            description = "judge nothing, for this reason: an emulated machine")
    String unjudged = "";
}
