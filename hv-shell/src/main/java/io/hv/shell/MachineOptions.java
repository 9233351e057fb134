package io.hv.shell;

import io.hv.ByteSize;
import io.hv.DomainSpec;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What machine it is, for the commands that boot one. */
final class MachineOptions {

    @Option(names = "--name", defaultValue = "hv-run", description = "The domain's name (${DEFAULT-VALUE}).")
    private String name = "";

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "256MiB",
            converter = SizeConverter.class,
            description = "The guest's RAM (${DEFAULT-VALUE}).")
    private ByteSize memory = ByteSize.mib(256);

    @Option(
            names = {"--cpus", "--vcpus"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Processors (${DEFAULT-VALUE}).")
    private int vcpus;

    @Mixin
    private final BootOptions boot = new BootOptions();

    @Mixin
    private final DiskOptions disks = new DiskOptions();

    /**
     * The machine that the options mean.
     *
     * @param misuse makes the exception for options that do not go together
     */
    DomainSpec spec(Function<String, ? extends RuntimeException> misuse) {
        return DomainSpec.named(name)
                .memory(memory)
                .vcpus(vcpus)
                .boot(boot.boot(misuse))
                .disks(disks.disks())
                .build();
    }

    /** Reads sizes as {@link ByteSize#parse} does. */
    static final class SizeConverter implements ITypeConverter<ByteSize> {

        @Override
        public ByteSize convert(String text) {
            try {
                return ByteSize.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
