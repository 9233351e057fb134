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
}
