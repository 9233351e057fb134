package io.hv.shell;

import io.hv.Console.From;
import io.hv.DomainSpec;
import io.hv.DomainStatus;
import io.hv.Host;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.shell.control.ControlServer;
import io.hv.shell.guest.DeviceOptions;
import io.hv.shell.guest.SeedFile;
import io.hv.shell.guest.WorkOptions;
import io.hv.shell.net.NetworkOptions;
import io.hv.shell.net.RunNetworks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
                        + "input goes line by line. The status is 0 when the guest shut itself down or was left. With --exec, "
                        + "--copy-in or --copy-out there is no console, the machine ends when all is done, and the status is "
                        + "the program's; 128 and the signal's number if it was killed; 125 if hv could not have it run. A "
                        + "machine that is given a --name is reached from other terminals by hv exec, hv cp and hv net.")
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
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final DeviceOptions devices = new DeviceOptions();

    @Mixin
    private final WorkOptions work = new WorkOptions();

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
        check();
        DomainSpec plain = network.on(machine.spec(this::misuse), this::misuse);
        try (SeedFile seed = devices.seed(this::misuse).orElse(null);
                Host opened = host.open()) {
            DomainSpec spec = devices.on(plain, Optional.ofNullable(seed), this::misuse);
            devices.requireOn(opened);
            return run(opened, work.isAsked() ? spec.edit(DomainSpec.Builder::agent) : spec);
        }
    }

    private void check() {
        if (gdbPort != null && (gdbPort < 0 || gdbPort > 0xffff)) {
            throw misuse("--gdb wants a port, 0 to 65535");
        }
        work.check(this::misuse);
        if (work.isAsked()) {
            if (top) {
                throw misuse("--top does not go with --exec, --copy-in and --copy-out");
            }
            failWith(work.failure());
        }
    }

    private int run(Host opened, DomainSpec spec) {
        boolean isNamed = given("machine").contains("--name");
        try (RunNetworks unusedNetworks = network.begin(opened);
                ControlServer unusedControl = isNamed ? RunControl.open(opened, spec.name(), err()) : null;
                TransientDomain domain = create(opened, spec)) {
            return work.isAsked() ? carryOut(domain) : attend(domain);
        }
    }

    private int carryOut(TransientDomain domain) {
        try {
            return work.carryOut(domain, out(), err());
        } catch (InvalidStateException e) {
            domain.crash().ifPresent(crash -> CrashText.print(crash, err()));
            throw e;
        }
    }

    private TransientDomain create(Host opened, DomainSpec spec) {
        if (gdbPort == null) {
            return network.create(opened, spec);
        }
        TransientDomain domain = GdbWait.create(opened, spec, gdbPort, err());
        network.breakCable(domain);
        return domain;
    }

    private int attend(TransientDomain domain) {
        if (top) {
            watch(domain);
        } else if (!console.attend(domain, From.START, main, out(), err())) {
            err().println("hv: '" + domain.name() + "' was left and ends");
            return OK;
        }
        DomainStatus end = domain.awaitEnd(AS_LONG_AS_IT_TAKES);
        err().println("hv: '" + domain.name() + "' is " + end);
        domain.crash().ifPresent(crash -> CrashText.print(crash, err()));
        return end.reason() == StateReason.SHUT_DOWN ? OK : FAILED;
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
