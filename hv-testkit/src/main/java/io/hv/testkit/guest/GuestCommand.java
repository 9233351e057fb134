package io.hv.testkit.guest;

import io.hv.AgentException;
import io.hv.Boot;
import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.ExecResult;
import io.hv.ExecSpec;
import io.hv.Host;
import io.hv.OperationTimeoutException;
import io.hv.TransientDomain;
import io.hv.testkit.junit.Readiness;
import io.hv.testkit.time.Durations;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A command in a machine of its own, which is booted for it and gone when it has ended. The guest has an agent, see
 * {@link io.hv.Agent}; {@link GuestTask#AGENT} starts one.
 *
 * <pre>{@code
 * GuestImages linux = GuestImages.withAgentFromProperties().orElseThrow();
 * ExecResult uname = GuestCommand.run(host, linux.boot(GuestTask.AGENT, "quiet"), "uname", "-a");
 * }</pre>
 */
public final class GuestCommand {

    /** How much memory {@link #run(Host, Boot, String...)} gives its machine. */
    public static final ByteSize MEMORY = ByteSize.mib(256);

    /** How long {@link #run(Host, Boot, String...)} waits for the agent, and then for each of its answers. */
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    private GuestCommand() {}

    /**
     * Boots this, runs the command, which may take a minute, and ends the machine. Safe for any thread.
     *
     * @param command the program, by its path or its name, then its arguments; no shell is asked
     * @throws io.hv.OperationTimeoutException if the agent is not ready in time, with the end of the guest's console, or the
     *     command does not end
     * @throws io.hv.InvalidStateException at once if the guest panics or ends before its agent is ready, or while the command
     *     runs; with the end of its console
     * @throws io.hv.AgentException if there is no such program
     * @throws io.hv.UnsupportedFeatureException if the host has no agents
     */
    public static ExecResult run(Host host, Boot boot, String... command) {
        String name = "command-" + UUID.randomUUID().toString().substring(0, 8);
        DomainSpec machine =
                DomainSpec.named(name).memory(MEMORY).agent().boot(boot).build();
        return run(host, machine, ExecSpec.of(command), PATIENCE);
    }

    /**
     * The same with a machine of one's own.
     *
     * @param machine has an agent's channel ({@link DomainSpec.Builder#agent()})
     * @param patience for the agent to be ready, and for each of its answers
     * @throws io.hv.AlreadyExistsException if the host has a machine of that name or UUID
     */
    public static ExecResult run(Host host, DomainSpec machine, ExecSpec command, Duration patience) {
        try (TransientDomain domain = host.create(machine)) {
            Readiness.agent().await(domain, patience);
            return exec(domain, command, patience);
        }
    }

    /** The machine is watched meanwhile: if it panics or ends, that is told, and not that an agent is silent. */
    private static ExecResult exec(Domain domain, ExecSpec command, Duration patience) {
        CompletableFuture<Supplier<ExecResult>> end = new CompletableFuture<>();
        Readiness watched = Readiness.of("the end of " + command, (asked, longest) -> {
            try {
                ExecResult result = asked.agent().within(patience).exec(command);
                boolean unused = end.complete(() -> result);
            } catch (AgentException | OperationTimeoutException itsOwn) {
                boolean unused = end.complete(() -> {
                    throw itsOwn;
                });
            }
        });
        // The start of the command and its last answer may each take that long, too; it says itself when it is late.
        watched.await(domain, Durations.sum(command.timeout(), Durations.sum(patience, patience)));
        return end.join().get();
    }
}
