package io.hv.shell;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DomainSpec;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import io.hv.TransientDomain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** {@code hv run}. */
@Command(
        name = "run",
        description = "Boot a machine with its console on this terminal, until its guest ends.",
        footer =
                "On a terminal each key goes to the guest as it is typed, and Ctrl-] leaves, which ends the machine; other "
                        + "input goes line by line. The status is 0 when the guest shut itself down or was left.")
final class RunCommand extends ShellCommand {

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

    private static final Duration BETWEEN_TABLES = Duration.ofSeconds(2);

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Main main;

    @Mixin
    private final HostOption host = new HostOption();

    @Option(names = "--name", defaultValue = "hv-run", description = "The domain's name (${DEFAULT-VALUE}).")
    private String name = "";

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "256MiB",
            converter = SizeConverter.class,
            description = "The guest's RAM (${DEFAULT-VALUE}).")
    private ByteSize memory = ByteSize.mib(256);

    @Option(
            names = {"--cpus", "--vcpus"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Processors (${DEFAULT-VALUE}).")
    private int vcpus;

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

    @Option(
            names = "--gdb",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "0",
            description =
                    "Wait at the first instruction for gdb, on this port of the loopback interface or on any that is "
                            + "free. gdb lets the guest go on. Only on kvm:///.")
    private @Nullable Integer gdbPort;

    @Option(
            names = "--top",
            description = "Show what the machine does, every two seconds and at its end, in place of its console.")
    private boolean top;

    @Mixin
    private final BootOptions boot = new BootOptions();

    @Mixin
    private final DiskOptions disks = new DiskOptions();

    @Override
    public Integer call() {
        if (gdbPort != null && (gdbPort < 0 || gdbPort > 0xffff)) {
            throw misuse("--gdb wants a port, 0 to 65535");
        }
        DomainSpec spec = DomainSpec.named(name)
                .memory(memory)
                .vcpus(vcpus)
                .boot(boot.boot(this::misuse))
                .disks(disks.disks())
                .build();
        try (Host opened = host.open();
                TransientDomain domain =
                        gdbPort == null ? opened.create(spec) : GdbWait.create(opened, spec, gdbPort, err())) {
            if (top) {
                watch(domain);
            } else if (!attend(domain)) {
                err().println("hv: '" + name + "' was left and ends");
                return OK;
            }
            DomainStatus end = domain.awaitEnd(AS_LONG_AS_IT_TAKES);
            err().println("hv: '" + name + "' is " + end);
            domain.crash().ifPresent(crash -> CrashText.print(crash, err()));
            return end.reason() == StateReason.SHUT_DOWN ? OK : FAILED;
        }
    }

    /** Until the guest ends. */
    private void watch(TransientDomain domain) {
        TopScreen screen = new TopScreen(out(), CommandLine.Help.Ansi.AUTO.enabled(), System::nanoTime);
        while (domain.state().isActive()) {
            screen.show(List.of(domain));
            try {
                DomainStatus unused = domain.awaitEnd(BETWEEN_TABLES);
            } catch (OperationTimeoutException e) {
                // It goes on: the next table.
            }
        }
        screen.showTotals(List.of(domain));
    }

    /** Until the guest ends, which is true, or is left. */
    private boolean attend(TransientDomain domain) {
        if (!domain.supports(Feature.CONSOLE).isSupported()) {
            err().println("hv: no console here: "
                    + domain.supports(Feature.CONSOLE).reason());
            return true;
        }
        if (mode == ConsoleMode.NONE) {
            return true;
        }
        try (ConsoleSession console = domain.console().open(From.START)) {
            Optional<RawTerminal> terminal =
                    mode == ConsoleMode.AUTO && main.in() == System.in ? RawTerminal.open() : Optional.empty();
            if (terminal.isPresent()) {
                return interactive(console, terminal.get());
            }
            if (mode != ConsoleMode.OUTPUT) {
                ConsoleRelay.lines(main.in(), console, err());
            }
            ConsoleRelay.screen(console, out());
            return true;
        }
    }

    private boolean interactive(ConsoleSession console, RawTerminal terminal) {
        AtomicBoolean left = new AtomicBoolean();
        try (terminal) {
            err().println("hv: Ctrl-] leaves");
            ConsoleRelay.keys(terminal.keys(), console, err(), () -> {
                left.set(true);
                console.close();
            });
            ConsoleRelay.screen(console, out());
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal could not be put back", e);
        }
        return !left.get();
    }

    /** Reads sizes as {@link ByteSize#parse} does. */
    static final class SizeConverter implements ITypeConverter<ByteSize> {

        @Override
        public ByteSize convert(String text) {
            try {
                return ByteSize.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
