package io.hv.shell;

import io.hv.Domain;
import io.hv.Feature;
import io.hv.Host;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hv list}. */
@Command(name = "list", description = "List the domains of a host, running or not.")
final class ListCommand extends ShellCommand {

    @Mixin
    private final HostOption host = new HostOption();

    @Override
    public Integer call() {
        try (Host opened = host.open()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("NAME", "STATE", "UUID"));
            for (Domain domain : opened.domains()) {
                rows.add(List.of(
                        domain.name(),
                        domain.state().name().toLowerCase(java.util.Locale.ROOT),
                        domain.uuid().toString()));
            }
            Table.print(out(), rows);
            if (!opened.supports(Feature.OUTLIVES_PROCESS).isSupported()) {
                err().println("hv: domains on " + opened.uri() + " live in the process that makes them; of other "
                        + "processes' domains nothing is seen here");
            }
            return OK;
        }
    }
}
