package io.hv.backend;

import io.hv.AlreadyExistsException;
import io.hv.ClosedException;
import io.hv.Definition;
import io.hv.DomainSpec;
import io.hv.Event;
import io.hv.HostFailureException;
import io.hv.Origin;
import io.hv.SpecFault;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all handles of one URI share: domains, networks, pools, and the factory of their machines. Safe for any thread. */
final class World {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.definitions");

    private final URI uri;
    private final String backend;
    private final MachineFactory factory;
    private final ExecutorService workers;
    private final List<EmbeddedHost> hosts = new CopyOnWriteArrayList<>();
    private final Domains domains = new Domains();
    private final Facilities<LiveNetwork> networks = new Facilities<>(this);
    private final Facilities<LivePool> pools = new Facilities<>(this);
    private final @Nullable Definitions definitions;
    private volatile boolean over;

    World(URI uri, String backend, MachineFactory factory, Optional<DefinitionStore> store) {
        this.uri = uri;
        this.backend = backend;
        this.factory = factory;
        this.workers = DaemonThreads.pool("hv/" + uri + "/worker");
        this.definitions = store.map(each -> new Definitions(this, each)).orElse(null);
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

    /** What this host cannot honour of a spec. */
    List<SpecFault> check(DomainSpec spec) {
        List<SpecFault> faults = new ArrayList<>(SpecCheck.faults(spec, factory.features(), factory.diskFormats()));
        faults.addAll(factory.check(spec));
        return List.copyOf(faults);
    }

    Facilities<LiveNetwork> networks() {
        return networks;
    }

    Facilities<LivePool> pools() {
        return pools;
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

    /** What keeps definitions in files; null where they live as long as this world. */
    @Nullable
    Definitions definitions() {
        return definitions;
    }

    /** The domains by UUID and by name. Only for who is {@link World#with} them. */
    final class Domains {

        private final Map<UUID, LiveDomain> byUuid = new HashMap<>();
        private final Map<String, LiveDomain> byName = new HashMap<>();

        private Domains() {}

        @Nullable
        LiveDomain find(UUID uuid) {
            return byUuid.get(uuid);
        }

        @Nullable
        LiveDomain find(String name) {
            return byName.get(name);
        }

        /** A file whose domain is not known here, because a transient one has its UUID. */
        void requireNoFile(Optional<DefinitionStore.Entry> there, UUID uuid) {
            if (there.isPresent()) {
                throw new AlreadyExistsException(
                        "there is a definition with the UUID " + uuid + " already: "
                                + there.get().file(),
                        "choose another UUID, or leave it to the host");
            }
        }

        void requireFree(String name, UUID uuid) {
            requireOngoing();
            if (byName.containsKey(name)) {
                throw new AlreadyExistsException(
                        "a domain called '" + name + "' is on " + uri + " already",
                        "choose another name, or undefine that one");
            }
            LiveDomain other = byUuid.get(uuid);
            if (other != null) {
                throw new AlreadyExistsException(
                        "a domain with the UUID " + uuid + " is on " + uri + " already: '" + other.name() + "'",
                        "choose another UUID, or leave it to the host");
            }
        }

        /** Takes a domain in; of a persistent one that is new, it is told. */
        void add(LiveDomain domain, boolean tell) {
            byName.put(domain.name(), domain);
            byUuid.put(domain.uuid(), domain);
            if (tell && domain.isPersistent()) {
                domain.definition().tellDefined();
            }
        }

        void remove(LiveDomain domain) {
            byUuid.remove(domain.uuid(), domain);
            byName.remove(domain.name(), domain);
        }
    }

    /** What is done with the domains while nobody else changes which there are. */
    interface Step<T extends @Nullable Object, E extends Exception> {
        T run(Domains domains) throws E;
    }

    <T extends @Nullable Object, E extends Exception> T with(Step<T, E> step) throws E {
        synchronized (domains) {
            return step.run(domains);
        }
    }

    /** Defines a domain, by its spec, or by a document of it. */
    LiveDomain define(DomainSpec wanted, @Nullable Definition document) {
        DomainSpec spec = identified(wanted);
        Definitions kept = definitions;
        return kept == null ? add(spec, true, List.of()) : kept.define(spec, document);
    }

    LiveDomain add(DomainSpec spec) {
        return add(spec, List.of());
    }

    /** Takes a transient domain in. */
    LiveDomain add(DomainSpec spec, List<Origin> lineage) {
        DomainSpec identified = identified(spec);
        Definitions kept = definitions;
        if (kept != null) {
            refresh(kept);
        }
        return add(identified, false, lineage);
    }

    /** Transient domains do not need the files, but for the names in them: who has none, or bad ones, may go on. */
    private void refresh(Definitions kept) {
        try {
            with(all -> {
                kept.refresh(all);
                return true;
            });
        } catch (HostFailureException e) {
            LOG.warn("the names of defined domains are not known", e);
        }
    }

    private static DomainSpec identified(DomainSpec wanted) {
        DomainSpec spec = EmbeddedNic.addressed(wanted);
        return spec.uuid().isPresent() ? spec : spec.edit(builder -> builder.uuid(UUID.randomUUID()));
    }

    private LiveDomain add(DomainSpec spec, boolean persistent, List<Origin> lineage) {
        UUID uuid = spec.uuid().orElseThrow();
        return with(all -> {
            all.requireFree(spec.name(), uuid);
            LiveDomain domain = new LiveDomain(this, spec.name(), Defined.as(spec), uuid, persistent, lineage);
            all.add(domain, true);
            return domain;
        });
    }

    /** Takes a domain out, and tells: at once, so that no event of a successor with its UUID comes before. */
    void remove(LiveDomain domain, Runnable tell) {
        synchronized (domains) {
            domains.remove(domain);
            tell.run();
        }
    }

    Optional<LiveDomain> find(String name) {
        return look(all -> Optional.ofNullable(all.byName.get(name)));
    }

    Optional<LiveDomain> find(UUID uuid) {
        return look(all -> Optional.ofNullable(all.byUuid.get(uuid)));
    }

    List<LiveDomain> all() {
        return look(all -> new ArrayList<>(all.byUuid.values()));
    }

    /** Those that this process knows of, without a look at the files. */
    List<LiveDomain> known() {
        return with(all -> new ArrayList<>(all.byUuid.values()));
    }

    private <T> T look(Function<Domains, T> look) {
        Definitions kept = definitions;
        return with(all -> {
            if (kept != null) {
                kept.refresh(all);
            }
            return look.apply(all);
        });
    }

    /** Nothing begins any more once the last handle is closed, though its closing may overtake a call on it. */
    void requireOngoing() {
        if (over) {
            throw new ClosedException("the host " + uri + " is closed", "open it again");
        }
    }

    /** The last handle is closed: ends every machine, then networks and pools, then what they share. What fails does not keep the rest. */
    void end() {
        List<LiveDomain> last;
        synchronized (domains) {
            over = true;
            last = known();
        }
        Release release = new Release();
        // A start that has begun has its domain's lock: it is waited for. One that has not finds the world over.
        last.forEach(domain -> release.step(domain::end));
        networks.list().forEach(network -> release.step(network::close));
        pools.list().forEach(pool -> release.step(pool::close));
        workers.shutdown();
        release.step(factory::close);
        release.end();
    }
}
