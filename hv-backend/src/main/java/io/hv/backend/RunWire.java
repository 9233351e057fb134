package io.hv.backend;

import io.hv.InvalidStateException;
import io.hv.backend.agent.ChannelWire;
import org.jspecify.annotations.Nullable;

/** The wire to a guest's agent, one for each run: a new machine's agent knows nothing of what another one was asked. Not safe. */
final class RunWire {

    private @Nullable Machine run;
    private @Nullable ChannelWire wire;

    /**
     * That of a run.
     *
     * @throws InvalidStateException if its machine has no channel
     */
    ChannelWire of(Machine machine, String subject) {
        ChannelWire known = machine == run ? wire : null;
        if (known == null) {
            known = new ChannelWire(
                    subject,
                    machine.agentChannel()
                            .orElseThrow(() -> new InvalidStateException(
                                    subject + " has no channel for an agent",
                                    "give its spec one, DomainSpec.Builder.agent(), and start it anew")));
            run = machine;
            wire = known;
        }
        return known;
    }
}
