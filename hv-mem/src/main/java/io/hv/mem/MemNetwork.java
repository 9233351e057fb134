package io.hv.mem;

import io.hv.backend.RunningNetwork;
import java.util.Optional;

/** A network that nobody is connected to: it has the name of a bridge, and no bridge. */
record MemNetwork(String name, Injections injections) implements RunningNetwork {

    @Override
    public Optional<String> bridge() {
        return Optional.of(name);
    }

    @Override
    public void close() {
        injections.called(MemOperation.NETWORK_STOP);
    }
}
