package io.hv.backend;

import io.hv.Network;
import io.hv.NetworkSpec;
import java.util.Optional;

/** A network through one handle of its host. */
final class EmbeddedNetwork extends EmbeddedFacility<LiveNetwork> implements Network {

    EmbeddedNetwork(EmbeddedHost host, LiveNetwork live) {
        super(host, live);
    }

    @Override
    public NetworkSpec spec() {
        return live().spec();
    }

    @Override
    public Optional<String> bridge() {
        return live().bridge();
    }

    @Override
    public <T> T as(Class<T> type) {
        LiveNetwork network = live();
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        RunningNetwork running = network.requireRunning("a look at what runs");
        return host().world()
                .factory()
                .networkAs(type, this, running)
                .orElseThrow(() -> SpecCheck.notOfType(network.toString(), type, host().backend()));
    }
}
