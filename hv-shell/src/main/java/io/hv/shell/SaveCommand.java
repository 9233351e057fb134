package io.hv.shell;

import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.TransientDomain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hv save}. */
@Command(
        name = "save",
        description =
                "Boot a machine, wait until it is ready, and save it to a file, from which hv restore and hv clone "
                        + "let machines go on.",
        footer = "Disks are not in the file, save what was written to throwaway ones; they must stay as they are.")
final class SaveCommand extends ShellCommand {

    @Mixin
    private final HostOption host = new HostOption();

    @Mixin
    private final MachineOptions machine = new MachineOptions();

    @Option(
            names = "--until",
            paramLabel = "TEXT",
            description = "Save it when its console has shown this. May be repeated: one after the other.")
    private List<String> texts = List.of();

    @Option(
            names = "--marker",
            paramLabel = "N",
            description = "Save it when its guest has written this to its marker port, 0 to 255.")
    private @Nullable Integer marker;

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long to wait for each (${DEFAULT-VALUE}).")
    private int seconds;

    @Parameters(paramLabel = "FILE", description = "The file, which is replaced.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path file;

    @Override
    public Integer call() {
        if (texts.isEmpty() && marker == null) {
            throw misuse("say by --until or --marker when the machine is ready");
        }
        if (marker != null && (marker < 0 || marker > 255)) {
            throw misuse("--marker wants 0 to 255");
        }
        DomainSpec spec = machine.spec(this::misuse);
        Duration patience = Duration.ofSeconds(seconds);
        try (Host opened = host.open();
                TransientDomain domain = opened.create(spec)) {
            ready(domain, patience);
            HostPath saved = domain.save(HostPath.of(file)).await();
            err().println("hv: '" + spec.name() + "' is saved to " + saved);
            return OK;
        }
    }

    private void ready(TransientDomain domain, Duration patience) {
        if (!texts.isEmpty()) {
            try (ConsoleSession console = domain.console().open(From.START)) {
                for (String text : texts) {
                    out().print(console.expect(text, patience));
                    out().flush();
                }
            }
        }
        if (marker != null) {
            domain.awaitMarker(marker, patience);
        }
    }
}
