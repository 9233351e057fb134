package io.hv.shell;

import io.hv.Domain;
import io.hv.Host;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hv undefine}. */
@Command(name = "undefine", description = "Forget what a domain is defined as; its disks stay.")
final class UndefineCommand extends ShellCommand {

    @Mixin
    private final HostOption host = new HostOption();

    @Parameters(paramLabel = "DOMAIN", description = DomainNames.WHAT)
    private String name = "";

    @Override
    public Integer call() {
        try (Host opened = host.open()) {
            Domain domain = DomainNames.find(opened, name);
            domain.undefine();
            out().println("'" + domain.name() + "' is not defined any more");
            return OK;
        }
    }
}
