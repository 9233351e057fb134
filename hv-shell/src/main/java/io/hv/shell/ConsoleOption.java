package io.hv.shell;

import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.Feature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Option;

/** How a guest's console and this terminal go together. */
final class ConsoleOption {

    /** What the guest's console is tied to. */
    enum ConsoleMode {
        /** The terminal key by key where there is one, else lines. */
        AUTO,
        /** Standard input line by line. */
        LINES,
        /** Standard input is not read; what the guest prints is shown. */
        OUTPUT,
        /** Nothing is read, nothing is shown. */
        NONE
    }

    @Option(
            names = "--console",
            paramLabel = "MODE",
            defaultValue = "auto",
            description =
                    "What the guest's console is tied to: auto (the terminal key by key where there is one, else lines), "
                            + "lines, output, none (${DEFAULT-VALUE}).")
    private ConsoleMode mode = ConsoleMode.AUTO;

    /** Until the guest ends, which is true, or is left. */
    boolean attend(Domain domain, From from, Main main, PrintWriter out, PrintWriter err) {
        if (!domain.supports(Feature.CONSOLE).isSupported()) {
            err.println(
                    "hv: no console here: " + domain.supports(Feature.CONSOLE).reason());
            return true;
        }
        if (mode == ConsoleMode.NONE) {
            return true;
        }
        try (ConsoleSession console = domain.console().open(from)) {
            Optional<RawTerminal> terminal =
                    mode == ConsoleMode.AUTO && main.in() == System.in ? RawTerminal.open() : Optional.empty();
            if (terminal.isPresent()) {
                return interactive(console, terminal.get(), out, err);
            }
            if (mode != ConsoleMode.OUTPUT) {
                ConsoleRelay.lines(main.in(), console, err);
            }
            ConsoleRelay.screen(console, out);
            return true;
        }
    }

    private static boolean interactive(ConsoleSession console, RawTerminal terminal, PrintWriter out, PrintWriter err) {
        AtomicBoolean left = new AtomicBoolean();
        try (terminal) {
            err.println("hv: Ctrl-] leaves");
            ConsoleRelay.keys(terminal.keys(), console, err, () -> {
                left.set(true);
                console.close();
            });
            ConsoleRelay.screen(console, out);
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal could not be put back", e);
        }
        return !left.get();
    }
}
