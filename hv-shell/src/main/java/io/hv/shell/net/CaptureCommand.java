package io.hv.shell.net;

import io.hv.Capture;
import io.hv.Domain;
import io.hv.DomainStatus;
import io.hv.HostPath;
import io.hv.InterruptedOperationException;
import io.hv.OperationTimeoutException;
import io.hv.shell.DomainCommand;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hv net capture}. */
@Command(
        name = "capture",
        description = "Write what passes the cable of a machine's network card to a file (pcapng).",
        footer =
                "It goes on until Ctrl-C, the end of the machine, or the end of its time. Frames to the machine are those "
                        + "that faults of the cable have left.")
public final class CaptureCommand extends DomainCommand {

    @Mixin
    private final CableOption cable = new CableOption();

    @Option(names = "--all", description = "What all that are on the card's network send, once each.")
    private boolean all;

    @Option(names = "--seconds", paramLabel = "N", description = "End after so long.")
    private @Nullable Integer seconds;

    @Parameters(index = "0", paramLabel = "MACHINE", description = WHAT)
    private String machine = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The file, which is replaced.")
    private String file = "";

    /** For picocli. */
    public CaptureCommand() {}

    @Override
    public Integer call() {
        if (seconds != null && seconds <= 0) {
            throw misuse("--seconds wants at least 1");
        }
        return super.call();
    }

    @Override
    protected String machine() {
        return machine;
    }

    @Override
    protected int on(Domain domain) {
        Cable chosen = cable.of(domain, this::misuse);
        Path local = local(file);
        HostPath target = HostPath.of(local);
        Capture capture = all ? chosen.network().capture(target) : chosen.port().capture(target);
        try (WholeCapture unused = WholeCapture.of(capture)) {
            err().println("hv: what passes goes to " + local);
            await(domain);
        }
        return OK;
    }

    private void await(Domain domain) {
        try {
            DomainStatus unused = domain.awaitEnd(seconds == null ? AS_LONG_AS_IT_TAKES : Duration.ofSeconds(seconds));
        } catch (OperationTimeoutException e) {
            // The end of its time, which was asked for.
        } catch (InterruptedOperationException e) {
            // Whoever asked for it has gone. The file is to be closed by this thread, which no interrupt may disturb.
            boolean unused = Thread.interrupted();
        }
    }
}
