package io.hv.libvirt;

import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.ClosedException;
import io.hv.Definition;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Event;
import io.hv.Events;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.Job;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.SpecFault;
import io.hv.StartFlag;
import io.hv.Support;
import io.hv.TransientDomain;
import io.hv.backend.EventHub;
import io.hv.backend.Release;
import io.hv.backend.SpecCheck;
import java.net.URI;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One handle on the host behind a {@link SharedConnection}, from its opening to its closing, which ends what is its own. What
 * the host says of itself, and each kind of thing on it, have classes of their own. Safe for any thread.
 */
final class HostHandle implements LibvirtHost {

    private final SharedConnection shared;
    private final EventHub hub;
    private final Consumer<Event> publish;
    /** By what they are, not by their UUIDs: one that was restored has that of the one that was saved. */
    private final Set<TransientHandle> owned =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    private final HostFacts facts = new HostFacts(this);
    private final HostDomains domains = new HostDomains(this);
    private final HostNetworks networks = new HostNetworks(this);
    private final HostPools pools = new HostPools(this);
    private final HostFilters filters = new HostFilters(this);
    private final HostSecrets secrets = new HostSecrets(this);
    private final HostNodeDevices nodeDevices = new HostNodeDevices(this);
    private final Waits waits = new Waits();
    private final AtomicBoolean closed = new AtomicBoolean();

    HostHandle(SharedConnection shared) {
        this.shared = shared;
        this.hub = new EventHub(shared.uri().toString());
        this.publish = hub::publish;
        shared.feed().add(publish);
    }

    /** What it shares with other handles, if this one is open. */
    SharedConnection shared() {
        checkOpen();
        return shared;
    }

    /** What it shares with other handles, also while this one is being closed. */
    SharedConnection sharedWhileClosing() {
        return shared;
    }

    @Override
    public URI uri() {
        return shared.uri();
    }

    @Override
    public String backend() {
        return Driver.BACKEND;
    }

    @Override
    public Support supports(Feature feature) {
        return shared().driver().features().supports(feature);
    }

    @Override
    public Set<Feature> features() {
        return shared().driver().features().features();
    }

    @Override
    public List<SpecFault> check(DomainSpec spec) {
        return domains.check(spec);
    }

    @Override
    public Domain define(DomainSpec spec) {
        return domains.define(spec);
    }

    @Override
    public List<SpecFault> check(Definition definition) {
        return domains.check(definition);
    }

    @Override
    public Domain define(Definition definition) {
        return domains.define(definition);
    }

    @Override
    public TransientDomain create(DomainSpec spec, StartFlag... flags) {
        return domains.create(spec, flags);
    }

    @Override
    public Job<Domain> restore(HostPath file) {
        return domains.restore(file);
    }

    @Override
    public Job<Clones> restore(HostPath template, CloneSpec spec) {
        return domains.restore(template, spec);
    }

    @Override
    public List<Domain> domains() {
        return domains.list();
    }

    @Override
    public Optional<Domain> findDomain(String name) {
        return domains.find(name);
    }

    @Override
    public Optional<Domain> findDomain(UUID uuid) {
        return domains.find(uuid);
    }

    @Override
    public List<SpecFault> check(NetworkSpec spec) {
        return networks.check();
    }

    @Override
    public Network define(NetworkSpec spec) {
        return networks.define(spec);
    }

    @Override
    public List<Network> networks() {
        return List.copyOf(networks.list());
    }

    @Override
    public Optional<Network> findNetwork(String name) {
        return networks.find(name).map(Network.class::cast);
    }

    @Override
    public Optional<Network> findNetwork(UUID uuid) {
        return networks.find(uuid).map(Network.class::cast);
    }

    @Override
    public List<SpecFault> check(PoolSpec spec) {
        return pools.check(spec);
    }

    @Override
    public Pool define(PoolSpec spec) {
        return pools.define(spec);
    }

    @Override
    public List<Pool> pools() {
        return List.copyOf(pools.list());
    }

    @Override
    public Optional<Pool> findPool(String name) {
        return pools.find(name).map(Pool.class::cast);
    }

    @Override
    public Optional<Pool> findPool(UUID uuid) {
        return pools.find(uuid).map(Pool.class::cast);
    }

    @Override
    public Events events() {
        checkOpen();
        return hub;
    }

    @Override
    public String connectionUri() {
        return facts.connectionUri();
    }

    @Override
    public String driver() {
        return facts.driver();
    }

    @Override
    public String libvirtVersion() {
        return facts.libvirtVersion();
    }

    @Override
    public Map<UUID, Map<String, Object>> statistics() {
        return facts.statistics();
    }

    @Override
    public String domainCapabilities(String type) {
        return facts.domainCapabilities(type);
    }

    @Override
    public Domain defineXml(String xml) {
        return domains.defineXml(xml);
    }

    @Override
    public LibvirtFilter defineFilter(String xml) {
        return filters.define(xml);
    }

    @Override
    public List<LibvirtFilter> filters() {
        return filters.list();
    }

    @Override
    public Optional<LibvirtFilter> findFilter(String name) {
        return filters.find(name);
    }

    @Override
    public Optional<LibvirtFilter> findFilter(UUID uuid) {
        return filters.find(uuid);
    }

    @Override
    public LibvirtSecret defineSecret(String xml) {
        return secrets.define(xml);
    }

    @Override
    public List<LibvirtSecret> secrets() {
        return secrets.list();
    }

    @Override
    public Optional<LibvirtSecret> findSecret(UUID uuid) {
        return secrets.find(uuid);
    }

    @Override
    public Optional<LibvirtSecret> findSecret(LibvirtSecretUsage usage, String id) {
        return secrets.find(usage, id);
    }

    @Override
    public List<LibvirtNodeDevice> nodeDevices() {
        return nodeDevices.list();
    }

    @Override
    public List<LibvirtNodeDevice> nodeDevices(String capability) {
        return nodeDevices.list(capability);
    }

    @Override
    public Optional<LibvirtNodeDevice> findNodeDevice(String name) {
        return nodeDevices.find(name);
    }

    @Override
    public <T> T as(Class<T> type) {
        checkOpen();
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw SpecCheck.notOfType(toString(), type, backend());
    }

    /** A machine that ends when this is closed. */
    TransientHandle owned(TransientHandle handle) {
        owned.add(handle);
        handle.whenEnded(() -> {
            owned.remove(handle);
            shared.forget(handle.uuid());
        });
        if (closed.get()) {
            // The handle was closed meanwhile, and may have missed this one.
            handle.end();
            checkOpen();
        }
        return handle;
    }

    /** What is waited for by way of this, also while it is being closed. */
    Waits waits() {
        return waits;
    }

    boolean isClosed() {
        return closed.get();
    }

    void checkOpen() {
        if (closed.get()) {
            throw closedException();
        }
    }

    private ClosedException closedException() {
        return new ClosedException("the host " + uri() + " is closed", "open it again");
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        waits.end(closedException());
        Release release = new Release();
        List.of(owned.toArray(TransientHandle[]::new)).forEach(handle -> release.step(handle::end));
        shared.feed().closeWatches(this, closedException());
        shared.feed().remove(publish);
        release.step(hub::close);
        release.step(shared::release);
        release.end();
    }

    @Override
    public String toString() {
        return "the host " + uri();
    }
}
