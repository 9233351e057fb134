package io.hv.backend.agent;

import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.SpecFault;
import io.hv.backend.ConsoleBuffer;
import io.hv.backend.FeatureTable;
import io.hv.backend.Machine;
import io.hv.backend.MachineEnd;
import io.hv.backend.MachineFactory;
import io.hv.backend.MachineListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Machines that are nothing but a {@link FakeAgent}, a new one in each run. */
final class AgentMachines implements MachineFactory {

    final FakeGuest guest = new FakeGuest();
    private final List<FakeAgent> agents = new ArrayList<>();
    private final List<MachineListener> listeners = new ArrayList<>();

    /** The agent in the last run. */
    synchronized FakeAgent agent() {
        return agents.get(agents.size() - 1);
    }

    /** The guest of the last run powers off. */
    synchronized void powerOff() {
        listeners.get(listeners.size() - 1).ended(MachineEnd.shutDown());
    }

    @Override
    public FeatureTable features() {
        return FeatureTable.of(
                "toy", Set.of(Feature.DEFINE, Feature.TRANSIENT, Feature.SUSPEND, Feature.EVENTS, Feature.AGENT));
    }

    @Override
    public List<SpecFault> check(DomainSpec spec) {
        return List.of();
    }

    @Override
    public synchronized Machine create(DomainSpec spec, UUID uuid, ConsoleBuffer console, MachineListener listener) {
        FakeAgent agent = new FakeAgent(guest);
        if (spec.hasAgent()) {
            agents.add(agent);
        }
        listeners.add(listener);
        return new Machine() {
            @Override
            public Optional<AgentChannel> agentChannel() {
                return spec.hasAgent() ? Optional.of(agent) : Optional.empty();
            }

            @Override
            public void resume() {}

            @Override
            public void suspend() {}

            @Override
            public void reset() {}

            @Override
            public void requestShutdown() {}

            @Override
            public void close() {
                agent.close();
            }
        };
    }

    @Override
    public void close() {}
}
