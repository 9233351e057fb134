package io.hv.bench;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Content;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.MultibootBoot;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From the wish for a machine to what its guest says last: by the public API in this process, and by QEMU on the same
 * {@code /dev/kvm}, its leanest machine ({@code microvm}), started as a program as everybody starts it. The guest is the
 * same Multiboot kernel. What ends the machine afterwards is not measured, and is over before the other side's turn.
 */
final class MarkerBench {

    private static final int MEMORY_MIB = 64;
    private static final String MARKER = "multiboot done";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int WARM_UP = 20;

    private final Host host;
    private final SmallGuest guest = SmallGuests.multibootElf();
    private final Path kernel;

    private MarkerBench(Host host, Setting setting) {
        this.host = host;
        this.kernel = setting.file(guest.name() + ".elf", guest.bytes());
    }

    static Section measure(Setting setting) {
        try (Host host = Host.open("kvm:///")) {
            MarkerBench bench = new MarkerBench(host, setting);
            for (int i = 0; i < WARM_UP; i++) {
                long[] unused = bench.hv();
            }
            long[] unused = bench.qemu();
            Comparison comparison = Comparison.of(
                    Pairs.take(setting.options().pairs, setting.options().seed, bench::hv, bench::qemu), 1);
            return new Section(
                    "create to marker, beside QEMU",
                    List.of(Comparison.header("QEMU"), comparison.row("marker")),
                    Map.of("marker", comparison.json()),
                    List.of(new Criterion(
                            "marker: Java to QEMU, 95 % bound",
                            comparison.ratioInterval().high(), 1, "of QEMU's time")));
        }
    }

    private long[] hv() {
        long start = System.nanoTime();
        DomainSpec spec = DomainSpec.named("marker")
                .memory(ByteSize.mib(MEMORY_MIB))
                .boot(MultibootBoot.kernel(Content.bytes(guest.bytes())).commandLine("hv"))
                .build();
        try (TransientDomain domain = host.create(spec);
                ConsoleSession console = domain.console().open(From.START)) {
            String unused = console.expect(MARKER, PATIENCE);
            return new long[] {System.nanoTime() - start};
        }
    }

    private long[] qemu() {
        long start = System.nanoTime();
        try {
            Process process = new ProcessBuilder(
                            "qemu-system-x86_64",
                            "-accel",
                            "kvm",
                            "-M",
                            "microvm",
                            "-cpu",
                            "qemu64",
                            "-m",
                            String.format(Locale.ROOT, "%d", MEMORY_MIB),
                            "-nodefaults",
                            "-no-user-config",
                            "-display",
                            "none",
                            "-no-reboot",
                            "-serial",
                            "stdio",
                            "-kernel",
                            kernel.toString(),
                            "-append",
                            "hv")
                    .redirectErrorStream(true)
                    .start();
            try {
                awaitMarker(process);
                return new long[] {System.nanoTime() - start};
            } finally {
                process.destroy();
                Process unused = process.onExit().join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("QEMU does not start", e);
        }
    }

    private static void awaitMarker(Process qemu) throws IOException {
        StringBuilder said = new StringBuilder();
        BufferedReader serial = qemu.inputReader();
        while (said.indexOf(MARKER) < 0) {
            String line = serial.readLine();
            if (line == null) {
                throw new IllegalStateException("QEMU ended without the marker: " + said);
            }
            said.append(line).append('\n');
        }
    }
}
