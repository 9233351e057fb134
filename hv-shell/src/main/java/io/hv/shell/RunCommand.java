package io.hv.shell;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DomainSpec;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.StateReason;
import io.hv.TransientDomain;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** {@code hv run}. */
@Command(
        name = "run",
        description = "Boot a machine with its console on this terminal, until its guest ends.",
        footer = "What is typed goes to the guest line by line. The status is 0 when the guest shut itself down.")
final class RunCommand extends ShellCommand {

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Main main;

    @Mixin
    private final HostOption host = new HostOption();

    @Option(names = "--name", defaultValue = "hv-run", description = "The domain's name (${DEFAULT-VALUE}).")
    private String name = "";

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "256MiB",
            converter = SizeConverter.class,
            description = "The guest's RAM (${DEFAULT-VALUE}).")
    private ByteSize memory = ByteSize.mib(256);

    @Option(names = "--vcpus", paramLabel = "N", defaultValue = "1", description = "Processors (${DEFAULT-VALUE}).")
    private int vcpus;

    @Mixin
    private final BootOptions boot = new BootOptions();

    @Override
    public Integer call() {
        DomainSpec spec = DomainSpec.named(name)
                .memory(memory)
                .vcpus(vcpus)
                .boot(boot.boot(this::misuse))
                .build();
        try (Host opened = host.open();
                TransientDomain domain = opened.create(spec)) {
            DomainStatus end = attend(domain);
            err().println("hv: '" + name + "' is " + end);
            domain.crash().ifPresent(crash -> CrashText.print(crash, err()));
            return end.reason() == StateReason.SHUT_DOWN ? OK : FAILED;
        }
    }

    private DomainStatus attend(TransientDomain domain) {
        if (!domain.supports(Feature.CONSOLE).isSupported()) {
            err().println("hv: no console here: "
                    + domain.supports(Feature.CONSOLE).reason());
            return domain.awaitEnd(AS_LONG_AS_IT_TAKES);
        }
        try (ConsoleSession console = domain.console().open(From.START)) {
            ConsoleRelay.keyboard(main.in(), console, err());
            ConsoleRelay.screen(console, out());
        }
        return domain.awaitEnd(AS_LONG_AS_IT_TAKES);
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
