package io.hv.shell.net;

import io.hv.Domain;
import io.hv.kvm.net.LinkFaults;
import io.hv.kvm.net.NetworkPort;
import io.hv.shell.DomainCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hv net faults}. */
@Command(
        name = "faults",
        description = "Say what is wrong with the cable of a machine's network card from now on, or show it.",
        footer = "FAULTS is KEY=VALUE[,KEY=VALUE]..., in place of all that was said before, or none. Keys: "
                + FaultsText.KEYS + ".")
public final class FaultsCommand extends DomainCommand {

    /** Frames of which direction. */
    enum Direction {
        /** From the machine. */
        SENDING,
        /** To the machine. */
        RECEIVING,
        /** Both, each by itself. */
        BOTH
    }

    @Mixin
    private final CableOption cable = new CableOption();

    @Option(
            names = "--direction",
            paramLabel = "WHICH",
            defaultValue = "both",
            description = "For frames from the machine, to it, or both: sending, receiving, both (${DEFAULT-VALUE}).")
    private Direction direction = Direction.BOTH;

    @Parameters(index = "0", paramLabel = "MACHINE", description = WHAT)
    private String machine = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FAULTS",
            converter = FaultsText.class,
            description = "Such as loss=20%%,delay=5ms,seed=1. Without it the faults are shown.")
    private @Nullable LinkFaults faults;

    /** For picocli. */
    public FaultsCommand() {}

    @Override
    protected String machine() {
        return machine;
    }

    @Override
    protected int on(Domain domain) {
        NetworkPort port = cable.of(domain, this::misuse).port();
        if (faults != null) {
            port.faults(
                    direction == Direction.RECEIVING ? port.sending() : faults,
                    direction == Direction.SENDING ? port.receiving() : faults);
            return OK;
        }
        if (direction != Direction.RECEIVING) {
            out().println("sending    " + FaultsText.of(port.sending()));
        }
        if (direction != Direction.SENDING) {
            out().println("receiving  " + FaultsText.of(port.receiving()));
        }
        return OK;
    }
}
