package io.hv.shell;

import io.hv.Feature;
import io.hv.Host;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hv top}. */
@Command(
        name = "top",
        description = "Show what the domains of a host do: their disks, and on kvm:/// exits and queues.",
        footer =
                "The first table tells of all since each domain was started, the next ones of each second. Machines on "
                        + "kvm:/// live in the process that makes them: for one of those, hv run --top.")
final class TopCommand extends ShellCommand {

    @Mixin
    private final HostOption host = new HostOption();

    @Option(names = "--once", description = "One table, and no more.")
    private boolean once;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "The time between tables (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "0",
            description = "End after so many tables; 0 for never.")
    private int count;

    @Override
    public Integer call() throws InterruptedException {
        if (!(seconds > 0) || count < 0) {
            throw misuse("--interval wants more than 0 seconds, and --count 0 or more tables");
        }
        int tables = once ? 1 : count;
        try (Host opened = host.open()) {
            if (!opened.supports(Feature.OUTLIVES_PROCESS).isSupported()) {
                err().println("hv: domains on " + opened.uri() + " live in the process that makes them; of other "
                        + "processes' domains nothing is seen here");
            }
            TopScreen screen =
                    new TopScreen(out(), tables != 1 && CommandLine.Help.Ansi.AUTO.enabled(), System::nanoTime);
            for (int shown = 1; ; shown++) {
                screen.show(opened.domains());
                if (shown == tables) {
                    return OK;
                }
                TimeUnit.NANOSECONDS.sleep((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
            }
        }
    }
}
