package io.hv.backend;

import io.hv.AlreadyExistsException;
import io.hv.ResourceEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which facilities of one kind a {@link World} has, by name and by UUID. Safe for any thread. */
final class Facilities<T extends LiveFacility<?>> {

    private final World world;
    private final Map<UUID, T> all = new HashMap<>();

    Facilities(World world) {
        this.world = world;
    }

    T define(T wanted) {
        synchronized (all) {
            world.requireOngoing();
            if (find(wanted.name()).isPresent()) {
                throw new AlreadyExistsException(
                        "a " + wanted.kind() + " called '" + wanted.name() + "' is on " + world.uri() + " already",
                        "choose another name, or undefine that one");
            }
            T other = all.get(wanted.uuid());
            if (other != null) {
                throw new AlreadyExistsException(
                        "a " + wanted.kind() + " with the UUID " + wanted.uuid() + " is on " + world.uri()
                                + " already: '" + other.name() + "'",
                        "choose another UUID, or leave it to the host");
            }
            all.put(wanted.uuid(), wanted);
            // Under the lock: whoever finds it, and starts it, is told of after that.
            wanted.tell(ResourceEvent.Type.DEFINED);
            return wanted;
        }
    }

    void remove(T facility) {
        synchronized (all) {
            all.remove(facility.uuid());
            // As above: of another one of that UUID is told after that.
            facility.tell(ResourceEvent.Type.UNDEFINED);
        }
    }

    Optional<T> find(String name) {
        synchronized (all) {
            return all.values().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst();
        }
    }

    Optional<T> find(UUID uuid) {
        synchronized (all) {
            return Optional.ofNullable(all.get(uuid));
        }
    }

    /** In the order of their names. */
    List<T> list() {
        synchronized (all) {
            return all.values().stream()
                    .sorted(Comparator.comparing(LiveFacility::name))
                    .toList();
        }
    }
}
