package io.hv.shell;

import io.hv.ByteSize;
import io.hv.Host;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hv edit}. */
@Command(
        name = "edit",
        description =
                "Change what a domain is defined as. What is not named stays as it is, all that hv has no words for too.")
final class EditCommand extends ShellCommand {

    @Mixin
    private final HostOption host = new HostOption();

    @Parameters(paramLabel = "DOMAIN", description = DomainNames.WHAT)
    private String name = "";

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = MachineOptions.SizeConverter.class,
            description = "The guest's RAM.")
    private @Nullable ByteSize memory;

    @Option(
            names = {"--cpus", "--vcpus"},
            paramLabel = "N",
            description = "Processors.")
    private @Nullable Integer vcpus;

    @Override
    public Integer call() {
        ByteSize size = memory;
        Integer count = vcpus;
        if (size == null && count == null) {
            throw misuse("name what is to change");
        }
        try (Host opened = host.open()) {
            DomainNames.find(opened, name).edit(spec -> {
                if (size != null) {
                    spec.memory(size);
                }
                if (count != null) {
                    spec.vcpus(count);
                }
            });
            return OK;
        }
    }
}
