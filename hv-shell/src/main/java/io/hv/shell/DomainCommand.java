package io.hv.shell;

import io.hv.Domain;
import io.hv.Feature;
import io.hv.Host;
import io.hv.shell.control.ControlClient;
import io.hv.shell.control.ControlFolder;
import io.hv.shell.control.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;

/**
 * A command about a machine that is there. Where {@code hv run} has a machine of that name in another process, the command is
 * run there, with these arguments and this folder; else it opens the host. Where a host is named whose machines live in no
 * process, it is that host's machine, and nobody else is asked.
 */
public abstract class DomainCommand extends ShellCommand {

    /** What the machine's parameter is. */
    protected static final String WHAT =
            "The machine: the name of one that hv run --name has, or a domain's name or UUID.";

    @Mixin
    private final HostOption host = new HostOption();

    /** For picocli. */
    protected DomainCommand() {}

    /** The machine's name, or its UUID. */
    protected abstract String machine();

    /** Does it, and returns the process's status. */
    protected abstract int on(Domain domain);

    /** What the command reads from its standard input: nothing. Read at most once, by the process that was typed at. */
    protected byte[] input() throws IOException {
        return new byte[0];
    }

    /** A file of whoever has typed the command. */
    protected final Path local(String path) {
        return caller().folder().resolve(path);
    }

    /** The standard input of whoever has typed the command. */
    protected final InputStream in() {
        return caller().in();
    }

    /** Opens the host that is meant. */
    protected final Host open() {
        return host.open(caller().serving());
    }

    @Override
    public Integer call() {
        if (host.isNamed()) {
            return onHost();
        }
        OptionalInt status = ask();
        return status.isPresent() ? status.getAsInt() : onHost();
    }

    private int onHost() {
        try (Host opened = open()) {
            if (!opened.supports(Feature.OUTLIVES_PROCESS).isSupported()) {
                OptionalInt status = host.isNamed() ? ask() : OptionalInt.empty();
                if (status.isPresent()) {
                    return status.getAsInt();
                }
                if (opened.findDomain(machine()).isEmpty()) {
                    err().println("hv: of other processes' machines on " + opened.uri()
                            + " those are reached that hv run --name has; none is called '" + machine() + "'");
                }
            }
            return on(DomainNames.find(opened, machine()));
        }
    }

    /** Nothing where no other process has a machine of that name. */
    private OptionalInt ask() {
        return caller().serving().isPresent()
                ? OptionalInt.empty()
                : ControlClient.ask(ControlFolder.usual(), machine(), this::request, out(), err());
    }

    private Request request() {
        try {
            return new Request(typed(), caller().folder(), input());
        } catch (IOException e) {
            throw new UncheckedIOException("the standard input cannot be read", e);
        }
    }
}
