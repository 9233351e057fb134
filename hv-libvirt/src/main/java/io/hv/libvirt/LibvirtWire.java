package io.hv.libvirt;

import io.hv.Agent;
import io.hv.InvalidSpecException;
import io.hv.OperationTimeoutException;
import io.hv.SpecFault;
import io.hv.backend.agent.AgentClient;
import io.hv.backend.agent.AgentWire;
import io.hv.backend.agent.Deadline;
import io.hv.backend.agent.Pauses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.libvirt.Error.ErrorNumber;

/**
 * Speaks with a domain's agent through libvirt, which gets in step with it before each command and lets one caller in at a
 * time. Safe for any thread.
 */
final class LibvirtWire implements AgentWire {

    /** Bytes. libvirt 9.0 gets stuck in a command that a socket's buffer, of 208 KiB on Linux, does not hold. */
    static final int LONGEST_COMMAND = 200_000;

    private static final Duration LONGEST = Duration.ofDays(1);

    private final String subject;
    private final AgentPort port;
    private final AgentFailures failures;

    /**
     * A wire to one agent.
     *
     * @param subject whose it is, for messages, for example {@code the domain 'web'}
     */
    LibvirtWire(String subject, AgentPort port) {
        this.subject = subject;
        this.port = port;
        this.failures = new AgentFailures(subject, port);
    }

    static Agent agent(DomainHandle domain) {
        String subject = domain.toString();
        return new AgentClient(
                subject,
                new LibvirtWire(subject, new DomainAgentPort(domain)),
                task -> domain.host().shared().work(task));
    }

    /**
     * As any wire.
     *
     * @throws InvalidSpecException if the command is longer than {@link #LONGEST_COMMAND}; it is not sent
     */
    @Override
    public String ask(String command, Duration timeout) {
        try {
            return sent(command, timeout);
        } catch (LibvirtFailure e) {
            throw failures.translated(e);
        } catch (TimeoutException e) {
            throw late(timeout, "");
        }
    }

    @Override
    public Optional<String> tell(String command, Duration timeout) {
        try {
            return Optional.of(sent(command, timeout));
        } catch (TimeoutException obeyed) {
            // No answer is what it says of success.
            return Optional.empty();
        } catch (LibvirtFailure e) {
            if (failures.isAfterSending(e)) {
                return Optional.empty();
            }
            throw failures.translated(e);
        }
    }

    /** Asks until libvirt is in step with the agent; a late answer to something older keeps it from that. */
    private String sent(String command, Duration timeout) throws LibvirtFailure, TimeoutException {
        requireShort(command);
        Deadline deadline = Deadline.in(timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST);
        Pauses pauses = new Pauses(deadline, "waiting for the agent of " + subject);
        String evidence = "no time was left to send the command";
        while (!deadline.isOver()) {
            try {
                return port.send(command, deadline.nanos());
            } catch (LibvirtFailure e) {
                if (e.number() != ErrorNumber.VIR_ERR_AGENT_UNSYNCED) {
                    throw e;
                }
                evidence = e.text();
            }
            pauses.pause();
        }
        throw late(timeout, evidence);
    }

    private void requireShort(String command) {
        int bytes = command.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_COMMAND) {
            SpecFault fault = SpecFault.of(
                    "command",
                    bytes + " bytes of JSON",
                    "libvirt is given at most " + LONGEST_COMMAND + ": it gets stuck in longer ones",
                    "give fewer or shorter arguments, variables and paths, and write a file for a long input");
            throw new InvalidSpecException("a command to the agent of " + subject, List.of(fault));
        }
    }

    private OperationTimeoutException late(Duration timeout, String evidence) {
        return new OperationTimeoutException(
                "the agent of " + subject + " did not answer in " + timeout,
                "see what the guest does, or give it more time: Agent.within(...)",
                evidence);
    }
}
