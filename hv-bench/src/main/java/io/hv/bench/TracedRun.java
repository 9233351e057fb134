package io.hv.bench;

import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.TransientDomain;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A guest's life from start to end, under the kernel's trace.
 *
 * @param counts what the trace says
 * @param said what the guest wrote to its serial port
 */
record TracedRun<T>(T counts, String said) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The part of QEMU's command line that all runs share. The lab's processors do not virtualize XSAVE right. */
    private static final String QEMU =
            "-accel kvm -cpu host,-xsave -smp 1 -nodefaults -no-user-config -display none -no-reboot -serial stdio";

    /** In this process. */
    static <T> TracedRun<T> hv(Host host, DomainSpec spec, Function<Stream<String>, T> reader) {
        try (KernelTrace trace = KernelTrace.of(KernelTrace.ownThreads());
                TransientDomain domain = host.create(spec);
                ConsoleSession console = domain.console().open(From.START)) {
            // Nobody waits for output meanwhile: being woken would be counted.
            Object unused = domain.awaitEnd(PATIENCE);
            T counts = trace.read(reader);
            return new TracedRun<>(counts, console.readToEnd(PATIENCE));
        }
    }

    /**
     * In a process of its own, which begins when it is traced.
     *
     * @param command how QEMU is called
     * @param machine words of its command line without blanks in them
     * @param more further words
     * @param serial a file for what the guest says
     */
    static <T> TracedRun<T> qemu(
            String command, String machine, List<String> more, Path serial, Function<Stream<String>, T> reader) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "read go && exec \"$@\"", "qemu"));
        words.addAll(List.of(command.split(" ")));
        words.addAll(List.of(QEMU.split(" ")));
        words.addAll(List.of(machine.split(" ")));
        words.addAll(more);
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(serial.toFile())
                    .start();
            try (KernelTrace trace = KernelTrace.of(List.of(Long.toString(process.pid())));
                    OutputStream go = process.getOutputStream()) {
                go.write('\n');
                go.flush();
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("QEMU's guest does not end");
                }
                T counts = trace.read(reader);
                return new TracedRun<>(counts, Files.readString(serial, StandardCharsets.ISO_8859_1));
            } finally {
                Process unused = process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("QEMU does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while QEMU runs", e);
        }
    }
}
