package io.hv.backend;

import io.hv.AgentUnavailableException;
import io.hv.ClosedException;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.OperationTimeoutException;
import io.hv.backend.agent.AgentWire;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * To the agent of an {@link EmbeddedDomain}: of whichever run is the present one, as long as this handle's host is open. Safe for
 * any thread.
 */
final class EmbeddedAgentWire implements AgentWire {

    private final EmbeddedHost host;
    private final EmbeddedDomain domain;

    EmbeddedAgentWire(EmbeddedHost host, EmbeddedDomain domain) {
        this.host = host;
        this.domain = domain;
    }

    @Override
    public String ask(String command, Duration timeout) {
        return asked(wire -> wire.ask(command, timeout));
    }

    @Override
    public Optional<String> tell(String command, Duration timeout) {
        return asked(wire -> wire.tell(command, timeout));
    }

    private <T> T asked(Function<AgentWire, T> question) {
        LiveDomain live = domain.live();
        AgentWire wire = live.agentWire();
        Cut cut = new Cut();
        // What becomes of the machine ends its channel; only the host's end has to be told.
        Runnable forget = live.board().whenever(host, status -> false, status -> {}, reason -> {
            if (reason instanceof ClosedException) {
                cut.by(reason);
            }
        });
        try {
            return cut.during(() -> {
                host.checkOpen();
                return question.apply(wire);
            });
        } catch (AgentUnavailableException e) {
            // The machine may have ended because its host was closed.
            host.checkOpen();
            throw e;
        } catch (OperationTimeoutException e) {
            throw explained(e, live.board().now());
        } finally {
            forget.run();
        }
    }

    private static OperationTimeoutException explained(OperationTimeoutException late, DomainStatus status) {
        return status.state() == DomainState.RUNNING
                ? late
                : new OperationTimeoutException(
                        String.valueOf(late.getMessage()), late.remedy(), "it is " + status + "; " + late.evidence());
    }
}
