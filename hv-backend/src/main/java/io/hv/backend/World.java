package io.hv.backend;

import io.hv.AlreadyExistsException;
import io.hv.ClosedException;
import io.hv.DomainSpec;
import io.hv.Event;
import io.hv.LifecycleEvent;
import io.hv.Origin;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

/** What all handles of one URI share: the domains, and the factory of their machines. Safe for any thread. */
final class World {

    private final URI uri;
    private final String backend;
    private final MachineFactory factory;
    private final ExecutorService workers;
    private final List<EmbeddedHost> hosts = new CopyOnWriteArrayList<>();
    private final Map<UUID, LiveDomain> byUuid = new HashMap<>();
    private final Map<String, LiveDomain> byName = new HashMap<>();
    private volatile boolean over;

    World(URI uri, String backend, MachineFactory factory) {
        this.uri = uri;
        this.backend = backend;
        this.factory = factory;
        this.workers = DaemonThreads.pool("hv/" + uri + "/worker");
    }

    URI uri() {
        return uri;
    }

    String backend() {
        return backend;
    }

    MachineFactory factory() {
        return factory;
    }

    /** Where work runs that must not run on a machine's own thread. */
    ExecutorService workers() {
        return workers;
    }

    void enter(EmbeddedHost host) {
        hosts.add(host);
    }

    /** True when it was the last. */
    boolean leave(EmbeddedHost host) {
        hosts.remove(host);
        return hosts.isEmpty();
    }

    void publish(Event event) {
        hosts.forEach(host -> host.hub().publish(event));
    }

    LiveDomain add(DomainSpec spec, boolean persistent) {
        return add(spec, persistent, List.of());
    }

    /** Takes a domain in. */
    LiveDomain add(DomainSpec spec, boolean persistent, List<Origin> lineage) {
        UUID uuid = spec.uuid().orElseGet(UUID::randomUUID);
        synchronized (byUuid) {
            requireOngoing();
            if (byName.containsKey(spec.name())) {
                throw new AlreadyExistsException(
                        "a domain called '" + spec.name() + "' is on " + uri + " already",
                        "choose another name, or undefine that one");
            }
            if (byUuid.containsKey(uuid)) {
                throw new AlreadyExistsException(
                        "a domain with the UUID " + uuid + " is on " + uri + " already: '"
                                + byUuid.get(uuid).name() + "'",
                        "choose another UUID, or leave it to the host");
            }
            LiveDomain domain =
                    new LiveDomain(this, spec.edit(builder -> builder.uuid(uuid)), uuid, persistent, lineage);
            byName.put(spec.name(), domain);
            byUuid.put(uuid, domain);
            if (persistent) {
                publish(LifecycleEvent.now(
                        uuid,
                        spec.name(),
                        LifecycleEvent.Type.DEFINED,
                        domain.board().now()));
            }
            return domain;
        }
    }

    /** Takes a domain out, and tells: at once, so that no event of a successor with its UUID comes before. */
    void remove(LiveDomain domain, Runnable tell) {
        synchronized (byUuid) {
            byUuid.remove(domain.uuid(), domain);
            byName.remove(domain.name(), domain);
            tell.run();
        }
    }

    Optional<LiveDomain> find(String name) {
        synchronized (byUuid) {
            return Optional.ofNullable(byName.get(name));
        }
    }

    Optional<LiveDomain> find(UUID uuid) {
        synchronized (byUuid) {
            return Optional.ofNullable(byUuid.get(uuid));
        }
    }

    List<LiveDomain> all() {
        synchronized (byUuid) {
            return new ArrayList<>(byUuid.values());
        }
    }

    /** Nothing begins any more once the last handle is closed, though its closing may overtake a call on it. */
    void requireOngoing() {
        if (over) {
            throw new ClosedException("the host " + uri + " is closed", "open it again");
        }
    }

    /** The last handle is closed: ends every machine, then what they share. What fails does not keep the rest. */
    void end() {
        List<LiveDomain> last;
        synchronized (byUuid) {
            over = true;
            last = all();
        }
        Release release = new Release();
        // A start that has begun has its domain's lock: it is waited for. One that has not finds the world over.
        last.forEach(domain -> release.step(domain::end));
        workers.shutdown();
        release.step(factory::close);
        release.end();
    }
}
