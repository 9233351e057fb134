package io.hv.shell;

import io.hv.Domain;
import io.hv.Host;
import io.hv.SpecFault;
import io.hv.xml.DomainXml;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hv define}. */
@Command(
        name = "define",
        description = "Make a domain of libvirt's XML. It is not started.",
        footer = {"", "What the host cannot honour is listed, and nothing is defined; see --leave-out."})
final class DefineCommand extends ShellCommand {

    @Mixin
    private final HostOption host = new HostOption();

    @Option(
            names = "--leave-out",
            description =
                    "Take the parts out of the document that the host cannot honour and that are beyond the neutral "
                            + "spec, such as a sound card; each is named.")
    private boolean leaveOut;

    @Parameters(paramLabel = "FILE", description = "The document.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path file;

    @Override
    public Integer call() {
        DomainXml xml = DomainXml.read(file);
        try (Host opened = host.open()) {
            if (leaveOut) {
                List<SpecFault> beyond = partsOf(xml, opened.check(xml));
                beyond.forEach(fault -> err().println("hv: left out: " + fault.path() + " = " + fault.value()));
                xml = xml.without(beyond);
            }
            Domain domain = opened.define(xml);
            out().println("'" + domain.name() + "' is defined, " + domain.uuid());
            return OK;
        }
    }

    /** Those that can be left out; of all others the host says itself that it cannot honour them. */
    private static List<SpecFault> partsOf(DomainXml xml, List<SpecFault> faults) {
        Set<String> parts = xml.beyondSpec().stream().map(SpecFault::path).collect(Collectors.toSet());
        return faults.stream().filter(fault -> parts.contains(fault.path())).toList();
    }
}
