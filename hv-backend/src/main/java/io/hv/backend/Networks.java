package io.hv.backend;

import io.hv.AlreadyExistsException;
import io.hv.NetworkSpec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The networks of a {@link World}. Safe for any thread. */
final class Networks {

    private final World world;
    private final Map<UUID, LiveNetwork> all = new HashMap<>();

    Networks(World world) {
        this.world = world;
    }

    LiveNetwork define(NetworkSpec wanted) {
        UUID uuid = wanted.uuid().orElseGet(UUID::randomUUID);
        NetworkSpec spec = wanted.edit(builder -> builder.uuid(uuid));
        synchronized (all) {
            world.requireOngoing();
            if (find(spec.name()).isPresent()) {
                throw new AlreadyExistsException(
                        "a network called '" + spec.name() + "' is on " + world.uri() + " already",
                        "choose another name, or undefine that one");
            }
            LiveNetwork other = all.get(uuid);
            if (other != null) {
                throw new AlreadyExistsException(
                        "a network with the UUID " + uuid + " is on " + world.uri() + " already: '" + other.name()
                                + "'",
                        "choose another UUID, or leave it to the host");
            }
            LiveNetwork network = new LiveNetwork(world, spec, uuid);
            all.put(uuid, network);
            return network;
        }
    }

    void remove(LiveNetwork network) {
        synchronized (all) {
            all.remove(network.uuid());
        }
    }

    Optional<LiveNetwork> find(String name) {
        synchronized (all) {
            return all.values().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst();
        }
    }

    Optional<LiveNetwork> find(UUID uuid) {
        synchronized (all) {
            return Optional.ofNullable(all.get(uuid));
        }
    }

    /** In the order of their names. */
    List<LiveNetwork> list() {
        synchronized (all) {
            return all.values().stream()
                    .sorted(Comparator.comparing(LiveNetwork::name))
                    .toList();
        }
    }
}
