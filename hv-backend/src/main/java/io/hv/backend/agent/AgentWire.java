package io.hv.backend.agent;

import io.hv.AgentException;
import io.hv.AgentUnavailableException;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** How commands come to an agent in a guest and its answers back. Safe for any thread; one command at a time is under way. */
public interface AgentWire {

    /**
     * Sends a command and waits for its answer.
     *
     * @param command a JSON object, in one line
     * @param timeout from the call to the answer
     * @return the agent's answer, a JSON object; its content is the guest's
     * @throws AgentUnavailableException if no agent is connected
     * @throws InvalidStateException if there can be none now, or never
     * @throws OperationTimeoutException if no answer comes in time
     * @throws AgentException if what comes is no answer; or the agent refuses, where the wire is not told in which words
     */
    String ask(String command, Duration timeout);

    /**
     * Sends a command that an agent answers only where it fails. A wire that cannot tell whether the command was sent, as this
     * default cannot, takes only silence for obedience.
     *
     * @return the answer; nothing where none comes in time, or the agent or the machine ends after it was sent
     * @throws AgentUnavailableException if no agent is connected, and the command was not sent
     * @throws InvalidStateException if there can be none now, and the command was not sent
     */
    default Optional<String> tell(String command, Duration timeout) {
        try {
            return Optional.of(ask(command, timeout));
        } catch (OperationTimeoutException obeyed) {
            // No answer is what it says of success.
            return Optional.empty();
        }
    }
}
