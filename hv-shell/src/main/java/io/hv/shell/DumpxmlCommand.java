package io.hv.shell;

import io.hv.Host;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hv dumpxml}. */
@Command(name = "dumpxml", description = "Show what a domain is defined as, as libvirt's XML.")
final class DumpxmlCommand extends ShellCommand {

    @Mixin
    private final HostOption host = new HostOption();

    @Parameters(paramLabel = "DOMAIN", description = DomainNames.WHAT)
    private String name = "";

    @Override
    public Integer call() {
        try (Host opened = host.open()) {
            out().print(DomainNames.find(opened, name).definition().text());
            out().flush();
            return OK;
        }
    }
}
