package io.hv.shell;

import io.hv.Console.From;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.StateReason;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code hv restore}. */
@Command(
        name = "restore",
        description = "Let a machine go on that was saved, with its console on this terminal, until its guest ends.",
        footer = "The console is used as by hv run.")
final class RestoreCommand extends ShellCommand {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Main main;

    @Mixin
    private final HostOption host = new HostOption();

    @Mixin
    private final ConsoleOption console = new ConsoleOption();

    @Parameters(paramLabel = "FILE", description = "What hv save has written.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path file;

    @Override
    public Integer call() {
        try (Host opened = host.open()) {
            Domain domain = opened.restore(HostPath.of(file)).await();
            if (domain.state() == DomainState.PAUSED) {
                domain.resume();
            }
            if (!console.attend(domain, From.START, main, out(), err())) {
                err().println("hv: '" + domain.name() + "' was left and ends");
                return OK;
            }
            DomainStatus end = domain.awaitEnd(AS_LONG_AS_IT_TAKES);
            err().println("hv: '" + domain.name() + "' is " + end);
            return end.reason() == StateReason.SHUT_DOWN ? OK : FAILED;
        }
    }
}
