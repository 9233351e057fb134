package io.hv.shell;

import io.hv.Console.From;
import io.hv.DomainSpec;
import io.hv.DomainStatus;
import io.hv.Host;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import io.hv.TransientDomain;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code hv run}. */
@Command(
        name = "run",
        description = "Boot a machine with its console on this terminal, until its guest ends.",
        footer =
                "On a terminal each key goes to the guest as it is typed, and Ctrl-] leaves, which ends the machine; other "
                        + "input goes line by line. The status is 0 when the guest shut itself down or was left.")
final class RunCommand extends ShellCommand {

    private static final Duration BETWEEN_TABLES = Duration.ofSeconds(2);

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Main main;

    @Mixin
    private final HostOption host = new HostOption();

    @Mixin
    private final MachineOptions machine = new MachineOptions();

    @Mixin
    private final ConsoleOption console = new ConsoleOption();

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

    @Override
    public Integer call() {
        if (gdbPort != null && (gdbPort < 0 || gdbPort > 0xffff)) {
            throw misuse("--gdb wants a port, 0 to 65535");
        }
        DomainSpec spec = machine.spec(this::misuse);
        String name = spec.name();
        try (Host opened = host.open();
                TransientDomain domain =
                        gdbPort == null ? opened.create(spec) : GdbWait.create(opened, spec, gdbPort, err())) {
            if (top) {
                watch(domain);
            } else if (!console.attend(domain, From.START, main, out(), err())) {
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
}
