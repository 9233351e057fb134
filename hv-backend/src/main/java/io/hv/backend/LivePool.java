package io.hv.backend;

import io.hv.ByteSize;
import io.hv.InvalidSpecException;
import io.hv.NotFoundException;
import io.hv.PoolSpec;
import io.hv.ResourceEvent;
import io.hv.SpecFault;
import io.hv.VolumeSpec;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A pool of a {@link World}, active or not. Safe for any thread. */
final class LivePool extends LiveFacility<RunningPool> {

    private final PoolSpec spec;

    private LivePool(World world, PoolSpec spec, UUID uuid) {
        super(world, ResourceEvent.Kind.POOL, spec.name(), uuid);
        this.spec = spec;
    }

    /** Not active; with the UUID that is wanted, or one that is made up. */
    static LivePool of(World world, PoolSpec wanted) {
        UUID uuid = wanted.uuid().orElseGet(UUID::randomUUID);
        return new LivePool(world, wanted.uuid(uuid), uuid);
    }

    @Override
    RunningPool run(MachineFactory factory) {
        return factory.start(spec);
    }

    @Override
    void end(RunningPool last) {
        last.close();
    }

    @Override
    void forget() {
        world().pools().remove(this);
    }

    PoolSpec spec() {
        return spec;
    }

    ByteSize capacity() {
        return requireRunning("a look at its room").capacity();
    }

    ByteSize available() {
        return requireRunning("a look at its room").available();
    }

    void refresh() {
        change("refresh", () -> {
            requireRunning("refresh").refresh();
            return true;
        });
    }

    List<SpecFault> check(VolumeSpec wanted) {
        return List.copyOf(requireRunning("check").check(wanted));
    }

    /** The names of its volumes, in their order. */
    List<String> volumes() {
        return requireRunning("a list of its volumes").volumes().stream()
                .map(VolumeFacts::name)
                .sorted()
                .toList();
    }

    Optional<VolumeFacts> find(String volume) {
        return requireRunning("a look at '" + volume + "'").find(volume);
    }

    /** A volume that is there. */
    VolumeFacts require(String volume) {
        return find(volume)
                .orElseThrow(() -> new NotFoundException(
                        "the volume '" + volume + "' is not in " + this + " any more",
                        "list what there is with volumes(), or make it again"));
    }

    void create(VolumeSpec wanted) {
        change("create of '" + wanted.name() + "'", () -> {
            RunningPool pool = requireRunning("create of '" + wanted.name() + "'");
            List<SpecFault> faults = pool.check(wanted);
            if (!faults.isEmpty()) {
                throw new InvalidSpecException("volume '" + wanted.name() + "' in " + this, faults);
            }
            pool.create(wanted);
            return true;
        });
    }

    void resize(String volume, ByteSize capacity) {
        change("resize of '" + volume + "'", () -> {
            ByteSize before = require(volume).capacity();
            VolumeSizes.requireResizable("volume '" + volume + "' in " + this, before, capacity);
            if (!capacity.equals(before)) {
                requireRunning("resize of '" + volume + "'").resize(volume, capacity);
            }
            return true;
        });
    }

    void delete(String volume) {
        change("delete of '" + volume + "'", () -> {
            requireRunning("delete of '" + volume + "'").delete(volume);
            return true;
        });
    }
}
