package io.hv.libvirt;

import io.hv.Agent;
import io.hv.AgentException;
import io.hv.AgentUnavailableException;
import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import io.hv.backend.agent.AgentClient;
import io.hv.backend.agent.AgentWire;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.CString;

/**
 * Speaks with a domain's agent through libvirt, which gets in step with it before each command and lets one caller in at a
 * time. libvirt cannot be interrupted: a thread of the library's asks, and this one waits. Safe for any thread.
 */
final class LibvirtWire implements AgentWire {

    private static final String FUNCTION = "virDomainQemuAgentCommand";
    /** {@code VIR_FROM_QEMU}: what libvirt's QEMU driver says, and not its way there. */
    private static final int FROM_QEMU = 10;

    private static final int LONGEST = 24 * 60 * 60;

    /** What libvirt says when the agent ends while it is asked, which has no number of its own. */
    private static final String GONE = "from agent socket";

    private final DomainHandle domain;

    private LibvirtWire(DomainHandle domain) {
        this.domain = domain;
    }

    static Agent agent(DomainHandle domain) {
        return new AgentClient(
                domain.toString(),
                new LibvirtWire(domain),
                task -> domain.shared().work(task));
    }

    /** What libvirt said: an answer, or why there is none. */
    private record Outcome(
            @Nullable String answer, @Nullable LibvirtFailure failure) {}

    @Override
    public String ask(String command, Duration timeout) {
        Duration wait = timeout.compareTo(Duration.ofSeconds(LONGEST)) < 0 ? timeout : Duration.ofSeconds(LONGEST);
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            long left = end - System.nanoTime();
            Outcome outcome = outcome(command, Math.max(0, left), timeout);
            String answer = outcome.answer();
            LibvirtFailure failure = outcome.failure();
            if (answer != null) {
                return answer;
            }
            if (failure != null && (left <= 0 || failure.number() != ErrorNumber.VIR_ERR_AGENT_UNSYNCED)) {
                throw translated(failure);
            }
            // An answer to something older came instead of the one by which libvirt gets in step.
        }
    }

    private Outcome outcome(String command, long nanos, Duration timeout) {
        // A second more than this thread waits, so that it is this one that says that it was too long.
        int seconds = (int) TimeUnit.NANOSECONDS.toSeconds(nanos) + 2;
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        domain.shared().work(() -> {
            try {
                outcome.complete(domain.ask("agent", ref -> asked(ref, command, seconds)));
            } catch (HypervisorException | Error e) {
                outcome.completeExceptionally(e);
            }
        });
        try {
            return outcome.get(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("waiting for the agent of " + domain);
        } catch (TimeoutException e) {
            throw late(timeout, "");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HypervisorException known) {
                throw known;
            }
            throw new IllegalStateException("a question to the agent of " + domain + " failed", e.getCause());
        }
    }

    private static Outcome asked(DomainRef ref, String command, int seconds) {
        @Nullable CString answer = QemuCalls.get().virDomainQemuAgentCommand(ref.pointer(), command, seconds, 0);
        return answer == null
                ? new Outcome(null, LibvirtFailure.last(ref.calls(), FUNCTION))
                : new Outcome(answer.toString(), null);
    }

    private OperationTimeoutException late(Duration timeout, String evidence) {
        return new OperationTimeoutException(
                "the agent of " + domain + " did not answer in " + timeout,
                "see what the guest does, or give it more time: Agent.within(...)",
                evidence);
    }

    private HypervisorException translated(LibvirtFailure failure) {
        String message = "the agent of " + domain + " cannot be asked: " + failure.getMessage();
        boolean isOfAgent = failure.domain() == FROM_QEMU;
        return switch (failure.number()) {
            case VIR_ERR_AGENT_UNRESPONSIVE -> new AgentUnavailableException(message, failure);
            case VIR_ERR_ARGUMENT_UNSUPPORTED ->
                new InvalidStateException(
                        domain + " has no channel for an agent: " + failure.getMessage(),
                        "define it with DomainSpec.Builder.agent(), and start it anew",
                        failure);
            case VIR_ERR_RPC ->
                new HostFailureException(
                        message,
                        "libvirt carries answers of less than 4 MiB: a program that prints more writes a file, which"
                                + " download(...) fetches",
                        FUNCTION,
                        failure.code(),
                        failure);
            case VIR_ERR_AGENT_UNSYNCED -> refused(failure);
            case VIR_ERR_INTERNAL_ERROR, VIR_ERR_OPERATION_UNSUPPORTED -> {
                if (failure.text().contains(GONE)) {
                    yield new AgentUnavailableException(message, failure);
                }
                yield isOfAgent ? refused(failure) : otherwise(failure);
            }
            default ->
                switch (failure.code()) {
                    case QemuCalls.ERROR_AGENT_COMMAND_TIMEOUT -> new AgentUnavailableException(message, failure);
                    case QemuCalls.ERROR_AGENT_COMMAND_FAILED -> refused(failure);
                    default -> otherwise(failure);
                };
        };
    }

    private HypervisorException otherwise(LibvirtFailure failure) {
        return failure.translated("a question to the agent of " + domain);
    }

    /** libvirt tells the agent's words only, in a sentence of its own. */
    private AgentException refused(LibvirtFailure failure) {
        return new AgentException(
                "the agent of " + domain + " refuses: " + failure.getMessage(),
                "the agent's words say why",
                "",
                failure.text(),
                failure);
    }
}
