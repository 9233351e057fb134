package io.hv.testkit.junit;

import io.hv.Domain;
import io.hv.Feature;
import java.time.Duration;
import java.util.Set;

/** Ready when the agent in the guest answers. A clone's agent has a channel of its own, so each clone is asked again. */
record AgentReadiness() implements Readiness {

    @Override
    public String description() {
        return "the agent";
    }

    @Override
    public Set<Feature> needs() {
        return Set.of(Feature.AGENT);
    }

    @Override
    public void await(Domain domain, Duration timeout) {
        new Watch(domain, description(), timeout)
                .await((asked, longest) -> asked.agent().awaitReady(longest));
    }
}
