package io.hv.backend;

import io.hv.NetworkSpec;
import io.hv.ResourceEvent;
import java.util.Optional;
import java.util.UUID;

/** A network of a {@link World}, active or not. Safe for any thread. */
final class LiveNetwork extends LiveFacility<RunningNetwork> {

    private final NetworkSpec spec;

    private LiveNetwork(World world, NetworkSpec spec, UUID uuid) {
        super(world, ResourceEvent.Kind.NETWORK, spec.name(), uuid);
        this.spec = spec;
    }

    /** Not active; with the UUID that is wanted, or one that is made up. */
    static LiveNetwork of(World world, NetworkSpec wanted) {
        UUID uuid = wanted.uuid().orElseGet(UUID::randomUUID);
        return new LiveNetwork(world, wanted.edit(builder -> builder.uuid(uuid)), uuid);
    }

    @Override
    RunningNetwork run(MachineFactory factory) {
        return factory.start(spec);
    }

    @Override
    void end(RunningNetwork last) {
        last.close();
    }

    @Override
    void forget() {
        world().networks().remove(this);
    }

    NetworkSpec spec() {
        return spec;
    }

    Optional<String> bridge() {
        RunningNetwork now = running();
        return now == null ? Optional.empty() : now.bridge();
    }
}
