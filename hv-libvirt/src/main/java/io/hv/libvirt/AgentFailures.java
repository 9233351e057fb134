package io.hv.libvirt;

import io.hv.AgentException;
import io.hv.AgentUnavailableException;
import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;

/** What it means that libvirt has no answer of an agent's. Safe for any thread. */
final class AgentFailures {

    /** {@code VIR_FROM_QEMU}: what libvirt's QEMU driver says, and not its way there. */
    private static final int FROM_QEMU = 10;

    /** What libvirt says when the agent ends while it is asked, which has no number of its own. */
    private static final String ENDED = "from agent socket";
    /** What it says of an agent to which it has sent nothing, which has not, either. */
    private static final String NOBODY = "not connected";
    /** What it says of an answer that is too long for its own messages. */
    private static final String TOO_LONG = "encode message payload";

    private final String subject;
    private final AgentPort port;

    /**
     * Failures of one agent.
     *
     * @param subject whose it is, for example {@code the domain 'web'}
     * @param port is asked where libvirt's numbers do not tell enough
     */
    AgentFailures(String subject, AgentPort port) {
        this.subject = subject;
        this.port = port;
    }

    /** The same in hv's words. */
    HypervisorException translated(LibvirtFailure failure) {
        return switch (failure.number()) {
            case VIR_ERR_AGENT_UNRESPONSIVE -> unavailable(failure);
            case VIR_ERR_ARGUMENT_UNSUPPORTED ->
                new InvalidStateException(
                        subject + " has no channel for an agent: " + failure.getMessage(),
                        "define it with DomainSpec.Builder.agent(), and start it anew",
                        failure);
            case VIR_ERR_RPC -> failure.text().contains(TOO_LONG) ? tooLong(failure) : otherwise(failure);
            case VIR_ERR_AGENT_UNSYNCED -> refused(failure);
            // The socket to the agent broke: its machine ends.
            case VIR_ERR_SYSTEM_ERROR -> failure.domain() == FROM_QEMU ? unavailable(failure) : otherwise(failure);
            case VIR_ERR_INTERNAL_ERROR, VIR_ERR_OPERATION_UNSUPPORTED -> ofAgent(failure);
            default ->
                switch (failure.code()) {
                    case QemuCalls.ERROR_AGENT_COMMAND_TIMEOUT -> unavailable(failure);
                    case QemuCalls.ERROR_AGENT_COMMAND_FAILED -> refused(failure);
                    default -> otherwise(failure);
                };
        };
    }

    /** Whether the agent, or the machine, has ended or fallen silent when it had the command. */
    boolean isAfterSending(LibvirtFailure failure) {
        return switch (failure.number()) {
            // Older libvirts say the same of an agent that is not there and of one that goes.
            case VIR_ERR_AGENT_UNRESPONSIVE -> !failure.text().contains(NOBODY) && isClosed(failure);
            case VIR_ERR_INTERNAL_ERROR, VIR_ERR_OPERATION_UNSUPPORTED ->
                failure.domain() == FROM_QEMU && hasEnded(failure);
            case VIR_ERR_SYSTEM_ERROR -> failure.domain() == FROM_QEMU;
            default -> failure.code() == QemuCalls.ERROR_AGENT_COMMAND_TIMEOUT;
        };
    }

    private HypervisorException ofAgent(LibvirtFailure failure) {
        if (failure.domain() != FROM_QEMU) {
            return otherwise(failure);
        }
        return hasEnded(failure) ? unavailable(failure) : refused(failure);
    }

    /** The words may be in the daemon's language, and libvirt may not know yet what it tells by them. */
    private boolean hasEnded(LibvirtFailure failure) {
        return failure.text().contains(ENDED) || isClosed(failure);
    }

    private boolean isClosed(LibvirtFailure failure) {
        try {
            return port.isClosed();
        } catch (HostFailureException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    private AgentUnavailableException unavailable(LibvirtFailure failure) {
        return new AgentUnavailableException(message(failure), failure);
    }

    private HostFailureException tooLong(LibvirtFailure failure) {
        return new HostFailureException(
                message(failure),
                "libvirt carries answers of less than 4 MiB: a program that prints more writes a file, which"
                        + " download(...) fetches",
                DomainAgentPort.FUNCTION,
                failure.code(),
                failure);
    }

    private String message(LibvirtFailure failure) {
        return "the agent of " + subject + " cannot be asked: " + failure.getMessage();
    }

    private HypervisorException otherwise(LibvirtFailure failure) {
        return failure.translated("a question to the agent of " + subject);
    }

    /** libvirt tells the agent's words only, in a sentence of its own. */
    private AgentException refused(LibvirtFailure failure) {
        return new AgentException(
                "the agent of " + subject + " refuses: " + failure.getMessage(),
                "the agent's words say why",
                "",
                failure.text(),
                failure);
    }
}
