package io.hv.shell;

import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.SaveSpec;
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
                "Boot a machine, or let one go on that was saved, wait until it is ready, and save it to a file, from "
                        + "which hv restore and hv clone let machines go on.",
        footer = "Disks are not in the file, save what was written to throwaway ones; they must stay as they are.")
final class SaveCommand extends ShellCommand {

    @Mixin
    private final HostOption host = new HostOption();

    @Mixin
    private final MachineOptions machine = new MachineOptions();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Boot nothing: let the machine go on that was saved to this file.")
    private @Nullable Path from;

    @Option(
            names = "--difference",
            description =
                    "With --from: write only the memory that is not as in that file, or as in the one that it is a "
                            + "difference to. The file is small, and that other one stays needed, unchanged, where it is or "
                            + "beside this one.")
    private boolean difference;

    @Option(
            names = "--type",
            paramLabel = "TEXT",
            description = "With --from: what is typed first, with an end of line.")
    private @Nullable String typed;

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
        Path base = from;
        if (base == null) {
            return booted();
        }
        for (String option : given("machine")) {
            throw misuse(option + " is of a machine that is booted, and does not go with --from");
        }
        try (Host opened = host.open()) {
            Domain domain = opened.restore(HostPath.of(base)).await();
            if (domain.state() == DomainState.PAUSED) {
                domain.resume();
            }
            return saved(domain);
        }
    }

    private int booted() {
        if (difference || typed != null) {
            throw misuse((difference ? "--difference" : "--type") + " goes with --from");
        }
        DomainSpec spec = machine.spec(this::misuse);
        try (Host opened = host.open();
                TransientDomain domain = opened.create(spec)) {
            return saved(domain);
        }
    }

    private int saved(Domain domain) {
        ready(domain, Duration.ofSeconds(seconds));
        SaveSpec spec = SaveSpec.to(HostPath.of(file));
        HostPath saved = domain.save(difference ? spec.difference() : spec).await();
        err().println("hv: '" + domain.name() + "' is saved to " + saved);
        return OK;
    }

    private void ready(Domain domain, Duration patience) {
        if (typed != null || !texts.isEmpty()) {
            try (ConsoleSession console = domain.console().open(From.START)) {
                if (typed != null) {
                    console.send(typed + "\n");
                }
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
