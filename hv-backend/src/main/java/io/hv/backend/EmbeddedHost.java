package io.hv.backend;

import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.ClosedException;
import io.hv.Definition;
import io.hv.Diagnosis;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Events;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.Job;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.SpecFault;
import io.hv.StartFlag;
import io.hv.Support;
import io.hv.TransientDomain;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** One handle on a {@link World}. */
final class EmbeddedHost implements Host {

    private final World world;
    private final EmbeddedHosts registry;
    private final EventHub hub;
    private final Set<LiveDomain> owned = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    EmbeddedHost(World world, EmbeddedHosts registry) {
        this.world = world;
        this.registry = registry;
        this.hub = new EventHub(world.uri().toString());
    }

    EventHub hub() {
        return hub;
    }

    World world() {
        checkOpen();
        return world;
    }

    @Override
    public URI uri() {
        return world.uri();
    }

    @Override
    public String backend() {
        return world.backend();
    }

    @Override
    public Support supports(Feature feature) {
        return world().factory().features().supports(feature);
    }

    @Override
    public Set<Feature> features() {
        return world().factory().features().features();
    }

    @Override
    public List<SpecFault> check(DomainSpec spec) {
        return world().check(spec);
    }

    @Override
    public List<SpecFault> check(Definition definition) {
        world().factory().features().require("the host " + uri(), Feature.DOCUMENTS);
        DomainSpec spec = world.factory().withOptions(definition.toSpec(), definition.options());
        List<SpecFault> faults = new ArrayList<>(check(spec));
        faults.addAll(definition.beyondSpec());
        return List.copyOf(faults);
    }

    void requireValid(DomainSpec spec) {
        List<SpecFault> faults = check(spec);
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("domain '" + spec.name() + "' on " + uri(), faults);
        }
    }

    @Override
    public Domain define(DomainSpec spec) {
        world().factory().features().require("the host " + uri(), Feature.DEFINE);
        requireValid(spec);
        return new EmbeddedDomain(this, world.define(spec, null));
    }

    @Override
    public Domain define(Definition definition) {
        world().factory().features().require("the host " + uri(), Feature.DOCUMENTS);
        DomainSpec spec = world.factory().withOptions(definition.toSpec(), definition.options());
        List<SpecFault> faults = check(definition);
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("domain '" + spec.name() + "' on " + uri(), faults);
        }
        return new EmbeddedDomain(this, world.define(spec, definition));
    }

    @Override
    public TransientDomain create(DomainSpec spec, StartFlag... flags) {
        world().factory().features().require("the host " + uri(), Feature.TRANSIENT);
        requireValid(spec);
        LiveDomain live = world.add(spec);
        try {
            owned.removeIf(LiveDomain::isGone);
            owned.add(live);
            live.start(Set.of(flags));
        } catch (RuntimeException | Error e) {
            live.neverWas(e);
            owned.remove(live);
            throw e;
        }
        return own(live);
    }

    /** A transient domain that ends with this handle at the latest. */
    TransientDomain own(LiveDomain live) {
        owned.removeIf(LiveDomain::isGone);
        owned.add(live);
        if (closed.get()) {
            // The handle was closed meanwhile, and may have missed this one.
            live.end();
            checkOpen();
        }
        return new EmbeddedTransientDomain(this, live);
    }

    Cloning cloning() {
        return new Cloning(this, world());
    }

    @Override
    public Job<Domain> restore(HostPath file) {
        world().factory().features().require("the host " + uri(), Feature.SAVE);
        Path path = HostPaths.local(file);
        Cloning cloning = cloning();
        return Work.start(
                "restoration of " + file, world.workers(), progress -> cloning.restore(path, progress), domain -> {
                    if (domain instanceof TransientDomain unwanted) {
                        unwanted.close();
                    } else {
                        ((EmbeddedDomain) domain).target().end();
                    }
                });
    }

    @Override
    public Job<Clones> restore(HostPath template, CloneSpec spec) {
        world().factory().features().require("the host " + uri(), Feature.SAVE);
        List<String> unused = spec.names();
        Path path = HostPaths.local(template);
        Cloning cloning = cloning();
        return Work.start(
                spec + " of " + template, world.workers(), progress -> cloning.of(path, spec, progress), Clones::close);
    }

    @Override
    public List<Domain> domains() {
        return world().all().stream()
                .sorted(Comparator.comparing(LiveDomain::name))
                .<Domain>map(live -> new EmbeddedDomain(this, live))
                .toList();
    }

    @Override
    public Optional<Domain> findDomain(String name) {
        return world().find(name).map(live -> new EmbeddedDomain(this, live));
    }

    @Override
    public Optional<Domain> findDomain(UUID uuid) {
        return world().find(uuid).map(live -> new EmbeddedDomain(this, live));
    }

    private World withNetworks() {
        world().factory().features().require("the host " + uri(), Feature.NETWORKS);
        return world;
    }

    @Override
    public List<SpecFault> check(NetworkSpec spec) {
        return List.copyOf(withNetworks().factory().check(spec));
    }

    @Override
    public Network define(NetworkSpec spec) {
        List<SpecFault> faults = check(spec);
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("network '" + spec.name() + "' on " + uri(), faults);
        }
        return new EmbeddedNetwork(this, world.networks().define(LiveNetwork.of(world, spec)));
    }

    @Override
    public List<Network> networks() {
        return withNetworks().networks().list().stream()
                .<Network>map(live -> new EmbeddedNetwork(this, live))
                .toList();
    }

    @Override
    public Optional<Network> findNetwork(String name) {
        return withNetworks().networks().find(name).map(live -> new EmbeddedNetwork(this, live));
    }

    @Override
    public Optional<Network> findNetwork(UUID uuid) {
        return withNetworks().networks().find(uuid).map(live -> new EmbeddedNetwork(this, live));
    }

    private World withPools() {
        world().factory().features().require("the host " + uri(), Feature.POOLS);
        return world;
    }

    @Override
    public List<SpecFault> check(PoolSpec spec) {
        return List.copyOf(withPools().factory().check(spec));
    }

    @Override
    public Pool define(PoolSpec spec) {
        List<SpecFault> faults = check(spec);
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("pool '" + spec.name() + "' on " + uri(), faults);
        }
        return new EmbeddedPool(this, world.pools().define(LivePool.of(world, spec)));
    }

    @Override
    public List<Pool> pools() {
        return withPools().pools().list().stream()
                .<Pool>map(live -> new EmbeddedPool(this, live))
                .toList();
    }

    @Override
    public Optional<Pool> findPool(String name) {
        return withPools().pools().find(name).map(live -> new EmbeddedPool(this, live));
    }

    @Override
    public Optional<Pool> findPool(UUID uuid) {
        return withPools().pools().find(uuid).map(live -> new EmbeddedPool(this, live));
    }

    @Override
    public Diagnosis diagnose() {
        world().factory().features().require("the host " + uri(), Feature.DIAGNOSE);
        return world.factory().diagnose();
    }

    @Override
    public Events events() {
        world().factory().features().require("the host " + uri(), Feature.EVENTS);
        return hub;
    }

    @Override
    public <T> T as(Class<T> type) {
        MachineFactory factory = world().factory();
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        return factory.hostAs(type, this).orElseThrow(() -> SpecCheck.notOfType("the host " + uri(), type, backend()));
    }

    void checkOpen() {
        if (closed.get()) {
            throw closedException();
        }
    }

    private ClosedException closedException() {
        return new ClosedException("the host " + uri() + " is closed", "open it again");
    }

    /** For waits that began while this handle was being closed, which may have missed them. */
    void abandonIfClosed(LiveDomain domain) {
        if (closed.get()) {
            domain.board().abandon(this, this::closedException);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Release release = new Release();
        owned.forEach(live -> release.step(live::end));
        world.known().forEach(this::abandonIfClosed);
        release.step(hub::close);
        release.step(() -> registry.leave(world, this));
        release.end();
    }

    @Override
    public String toString() {
        return "host " + uri();
    }
}
