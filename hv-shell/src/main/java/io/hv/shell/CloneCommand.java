package io.hv.shell;

import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DomainStatus;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import io.hv.TransientDomain;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hv clone}. */
@Command(
        name = "clone",
        description =
                "Let clones of a machine go on that was saved, each by itself, until all their guests have ended.",
        footer =
                "Each line that a guest prints is shown behind its clone's name. Each clone writes to disks of its own, "
                        + "which are gone with it.")
final class CloneCommand extends ShellCommand {

    private static final Pattern LINE = Pattern.compile("[^\n]*\n");

    @Mixin
    private final HostOption host = new HostOption();

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "1",
            description = "How many (${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--naming", paramLabel = "PATTERN", description = "Their names, %%d being their number.")
    private @Nullable String naming;

    @Option(
            names = "--type",
            paramLabel = "TEXT",
            description = "What is typed to each, with an end of line; %%d is its number, from 1.")
    private @Nullable String text;

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            description = "End those that have not ended by themselves. Where it is not given, they are waited for.")
    private @Nullable Integer seconds;

    @Parameters(paramLabel = "FILE", description = "What hv save has written.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path file;

    @Override
    public Integer call() throws InterruptedException {
        if (count < 1) {
            throw misuse("--count wants 1 or more");
        }
        CloneSpec spec = CloneSpec.live().count(count).paused();
        spec = naming == null ? spec : spec.naming(naming);
        try (Host opened = host.open();
                Clones clones = opened.restore(HostPath.of(file), spec).await()) {
            err().println(clones.report());
            return run(clones.domains());
        }
    }

    private int run(List<TransientDomain> clones) throws InterruptedException {
        List<Thread> screens = new ArrayList<>();
        for (int i = 0; i < clones.size(); i++) {
            TransientDomain clone = clones.get(i);
            ConsoleSession console = clone.console().open(From.START);
            screens.add(screen(clone.name(), console, out()));
            clone.resume();
            if (text != null) {
                console.send(text.replace("%d", Integer.toString(i + 1)) + "\n");
            }
        }
        Duration patience = seconds == null ? AS_LONG_AS_IT_TAKES : Duration.ofSeconds(seconds);
        int status = OK;
        for (TransientDomain clone : clones) {
            status = Math.max(status, end(clone, patience));
        }
        for (Thread screen : screens) {
            screen.join();
        }
        return status;
    }

    private int end(TransientDomain clone, Duration patience) {
        DomainStatus end;
        try {
            end = clone.awaitEnd(patience);
        } catch (OperationTimeoutException e) {
            clone.close();
            end = clone.status();
        }
        err().println("hv: '" + clone.name() + "' is " + end);
        return end.reason() == StateReason.SHUT_DOWN ? OK : FAILED;
    }

    /** Shows one clone's lines until it ends. */
    private static Thread screen(String name, ConsoleSession console, PrintWriter out) {
        Thread thread = new Thread(
                () -> {
                    try (console) {
                        lines(name, console, out);
                        String rest = console.readAvailable();
                        if (!rest.isEmpty()) {
                            show(name, rest + "\n", out);
                        }
                    }
                },
                "hv/screen of " + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void lines(String name, ConsoleSession console, PrintWriter out) {
        while (true) {
            try {
                show(name, console.expect(LINE, AS_LONG_AS_IT_TAKES).group(), out);
            } catch (InvalidStateException ended) {
                // Only what has no end of line is left.
                return;
            }
        }
    }

    private static void show(String name, String line, PrintWriter out) {
        synchronized (out) {
            out.print(name + ": " + line);
            out.flush();
        }
    }
}
