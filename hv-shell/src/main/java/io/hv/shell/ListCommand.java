package io.hv.shell;

import io.hv.Domain;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.StateReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hv list}. */
@Command(name = "list", description = "List the domains of a host, running or not.")
final class ListCommand extends ShellCommand {

    @Mixin
    private final HostOption host = new HostOption();

    @SuppressWarnings("UnusedVariable") // it changes nothing
    @Option(names = "--all", description = "As virsh has it. All are listed in any case.")
    private boolean all;

    @Override
    public Integer call() {
        try (Host opened = host.open()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("NAME", "STATE", "UUID"));
            for (Domain domain : opened.domains()) {
                rows.add(List.of(
                        domain.name(), state(domain.status()), domain.uuid().toString()));
            }
            Table.print(out(), rows);
            if (!opened.supports(Feature.OUTLIVES_PROCESS).isSupported()) {
                err().println("hv: domains on " + opened.uri() + " live in the process that makes them; of other "
                        + "processes' domains "
                        + (opened.supports(Feature.DEFINITIONS_PERSIST).isSupported()
                                ? "only the definitions are seen here"
                                : "nothing is seen here"));
            }
            return OK;
        }
    }

    private static String state(DomainStatus status) {
        Enum<?> shown = status.reason() == StateReason.UNREADABLE ? status.reason() : status.state();
        return shown.name().toLowerCase(Locale.ROOT);
    }
}
