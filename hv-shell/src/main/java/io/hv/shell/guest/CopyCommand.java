package io.hv.shell.guest;

import io.hv.Agent;
import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.shell.DomainCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hv cp}. */
@Command(
        name = "cp",
        description = "Copy a file into a machine's guest, or out of it, by its agent.",
        footer =
                "A path in a guest is MACHINE:PATH, absolute. One that ends with / is a folder there. A file in the guest is "
                        + "replaced; one here is not. A file here whose name has a colon is written with its folder, as ./a:b.")
public final class CopyCommand extends DomainCommand {

    @Option(
            names = "--answer",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for each of the agent's answers (${DEFAULT-VALUE}).")
    private int seconds;

    @Parameters(index = "0", paramLabel = "FROM", description = "MACHINE:PATH, or a file here.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "A file or folder here, or MACHINE:PATH.")
    private String to = "";

    private @Nullable InGuest guest;

    /** A file of a machine's. */
    private record InGuest(String machine, GuestPath path) {}

    /** For picocli. */
    public CopyCommand() {}

    @Override
    public Integer call() {
        Optional<InGuest> source = inGuest(from);
        Optional<InGuest> target = inGuest(to);
        if (source.isPresent() == target.isPresent()) {
            throw misuse("give one path in a guest, as MACHINE:PATH, and one here");
        }
        if (source.isPresent() && source.get().path().name().isEmpty()) {
            throw misuse("'" + from + "' is a folder; only files are copied");
        }
        if (seconds <= 0) {
            throw misuse("--answer wants at least 1 second");
        }
        guest = source.or(() -> target).orElseThrow();
        return super.call();
    }

    /** Nothing for a file here: one without a colon, or with a slash before it. */
    private Optional<InGuest> inGuest(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || text.lastIndexOf('/', colon) >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InGuest(text.substring(0, colon), new GuestPath(text.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private InGuest guest() {
        if (guest == null) {
            throw new IllegalStateException("called before the paths were looked at");
        }
        return guest;
    }

    @Override
    protected String machine() {
        return guest().machine();
    }

    @Override
    protected int on(Domain domain) {
        Agent agent = domain.agent().within(Duration.ofSeconds(seconds));
        GuestPath path = guest().path();
        Path local = local(inGuest(from).isPresent() ? to : from);
        ByteSize size = inGuest(from).isPresent()
                ? AgentWork.copyOut(agent, path, local)
                : AgentWork.copyIn(agent, local, path);
        err().println("hv: " + size + " copied");
        return OK;
    }
}
