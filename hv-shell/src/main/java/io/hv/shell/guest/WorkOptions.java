package io.hv.shell.guest;

import io.hv.Agent;
import io.hv.AgentException;
import io.hv.Domain;
import io.hv.DomainStatus;
import io.hv.ExecSpec;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import io.hv.shell.Failures;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What {@code hv run} has its guest do, by the agent in it, before the machine ends. */
public final class WorkOptions {

    private static final Duration TO_SHUT_DOWN = Duration.ofSeconds(30);

    @Option(
            names = "--copy-in",
            paramLabel = "FILE:PATH",
            converter = InConverter.class,
            description = "Copy a file into the guest, to an absolute path, before all programs. May be repeated.")
    private List<Copy> copiesIn = List.of();

    @Option(
            names = "--exec",
            paramLabel = "COMMAND",
            description =
                    "Run this by the guest's /bin/sh, when its agent answers, and show what it has printed in place of "
                            + "the console. May be repeated: one after the other, until one fails. Then the machine ends, and the "
                            + "status is the last one's.")
    private List<String> commands = List.of();

    @Option(
            names = "--copy-out",
            paramLabel = "PATH:FILE",
            converter = OutConverter.class,
            description =
                    "Copy a file out of the guest after all programs, also where one has failed. May be repeated.")
    private List<Copy> copiesOut = List.of();

    @Option(
            names = "--agent-within",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long to wait for the guest's agent (${DEFAULT-VALUE}).")
    private int readyWithin;

    @Option(
            names = "--exec-within",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long each program may take (${DEFAULT-VALUE}).")
    private int execWithin;

    /** A file here and one in the guest. */
    record Copy(Path local, GuestPath guest) {}

    /** For picocli. */
    public WorkOptions() {}

    /** Whether there is anything to do. */
    public boolean isAsked() {
        return !commands.isEmpty() || !copiesIn.isEmpty() || !copiesOut.isEmpty();
    }

    /**
     * Refuses what cannot be done, before anything is begun.
     *
     * @param misuse makes the exception
     */
    public void check(Function<String, ? extends RuntimeException> misuse) {
        if (readyWithin <= 0 || execWithin <= 0) {
            throw misuse.apply("--agent-within and --exec-within want at least 1 second");
        }
        if (commands.stream().anyMatch(each -> each.isEmpty() || each.indexOf('\0') >= 0)) {
            throw misuse.apply("--exec wants a command");
        }
        for (Copy copy : copiesOut) {
            Path file = AgentWork.target(copy.guest(), copy.local());
            if (Files.exists(file)) {
                throw misuse.apply("there is a file '" + file + "' already, and --copy-out replaces none");
            }
        }
    }

    /** The status where hv itself fails, so that it is not taken for a program's. */
    public int failure() {
        return AgentWork.NOT_RUN;
    }

    /**
     * Does it all. A machine with disks that it writes to is then asked to shut itself down, so that they hold what was
     * written. Files come out, and it is asked, also where something has failed; where a machine has ended or the thread is
     * interrupted, nothing more is done.
     *
     * @return the status of the last program that was run; 0 without any
     * @throws RuntimeException the first failure; later ones are said
     */
    public int carryOut(Domain domain, PrintWriter out, PrintWriter err) {
        Duration execLimit = Duration.ofSeconds(execWithin);
        Agent agent = domain.agent().within(execLimit);
        agent.awaitReady(Duration.ofSeconds(readyWithin));
        AtomicInteger status = new AtomicInteger();
        List<Runnable> all = new ArrayList<>();
        all.add(() -> {
            copiesIn.forEach(copy -> AgentWork.copyIn(agent, copy.local(), copy.guest()));
            status.set(runAll(agent, execLimit, out, err));
        });
        copiesOut.forEach(copy -> all.add(() -> AgentWork.copyOut(agent, copy.guest(), copy.local())));
        if (domain.spec().disks().stream().anyMatch(disk -> !disk.isReadOnly())) {
            all.add(() -> shutDown(domain, agent, err));
        }
        carryOut(all, domain, err);
        return status.get();
    }

    /** The first failure is told in the end, by whoever it is thrown to. */
    private static void carryOut(List<Runnable> steps, Domain domain, PrintWriter err) {
        RuntimeException first = null;
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (InterruptedOperationException e) {
                throw join(first, e);
            } catch (RuntimeException e) {
                if (first != null) {
                    err.println(
                            "hv: " + (e instanceof HypervisorException known ? Failures.message(known) : e.toString()));
                }
                first = join(first, e);
            }
            if (first != null && !domain.state().isActive()) {
                break;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static RuntimeException join(@Nullable RuntimeException first, RuntimeException later) {
        if (first == null || first == later) {
            return later;
        }
        first.addSuppressed(later);
        return first;
    }

    private int runAll(Agent agent, Duration limit, PrintWriter out, PrintWriter err) {
        int status = 0;
        for (String command : commands) {
            ExecSpec program = ExecSpec.of("/bin/sh", "-c", command).timeout(limit);
            status = AgentWork.run(agent, program, out, err);
            if (status != 0) {
                break;
            }
        }
        return status;
    }

    /** What was done is done: where this fails it is said, and the machine is ended. */
    private static void shutDown(Domain domain, Agent agent, PrintWriter err) {
        try {
            agent.shutdown(Agent.ShutdownMode.POWER_OFF);
            DomainStatus unused = domain.awaitEnd(TO_SHUT_DOWN);
        } catch (AgentException | InvalidStateException | OperationTimeoutException e) {
            err.println(
                    "hv: '" + domain.name() + "' has not shut itself down and is ended; what it has not written yet is "
                            + "lost: " + Failures.message(e));
        }
    }

    private static Copy copy(String text, String local, String guest) {
        if (local.isEmpty()) {
            throw new TypeConversionException("'" + text + "' names no file here");
        }
        try {
            return new Copy(Path.of(local), new GuestPath(guest));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "': " + e.getMessage());
        }
    }

    /** Reads FILE:PATH. */
    static final class InConverter implements ITypeConverter<Copy> {

        @Override
        public Copy convert(String text) {
            int colon = text.indexOf(":/");
            if (colon < 0) {
                throw new TypeConversionException("'" + text + "' is not FILE:PATH, for example app.jar:/srv/app.jar");
            }
            return copy(text, text.substring(0, colon), text.substring(colon + 1));
        }
    }

    /** Reads PATH:FILE. */
    static final class OutConverter implements ITypeConverter<Copy> {

        @Override
        public Copy convert(String text) {
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw new TypeConversionException("'" + text + "' is not PATH:FILE, for example /var/log/a.log:a.log");
            }
            return copy(text, text.substring(colon + 1), text.substring(0, colon));
        }
    }
}
