package io.hv.libvirt;

import io.hv.AlreadyExistsException;
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
import io.hv.InvalidSpecException;
import io.hv.Job;
import io.hv.LifecycleEvent;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.SpecFault;
import io.hv.StartFlag;
import io.hv.Support;
import io.hv.TransientDomain;
import io.hv.UnsupportedFeatureException;
import io.hv.backend.EventHub;
import io.hv.backend.Release;
import io.hv.backend.SpecCheck;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One handle on the host behind a {@link SharedConnection}. */
final class HostHandle implements LibvirtHost {

    private final SharedConnection shared;
    private final EventHub hub;
    private final Consumer<Event> publish;
    /** By what they are, not by their UUIDs: one that was restored has that of the one that was saved. */
    private final Set<TransientHandle> owned =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

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
        List<SpecFault> faults =
                new ArrayList<>(SpecCheck.faults(spec, shared().driver().features(), PoolHandle.FORMATS));
        faults.addAll(DomainXmlWriter.check(spec));
        @Nullable String type = shared.guestType(spec).orElse(null);
        if (shared.guestTypes().types().isEmpty()) {
            faults.add(SpecFault.of(
                    "domain", spec.name(), "the host runs no machines with virtual hardware", "install QEMU there"));
        } else if (type == null) {
            faults.add(SpecFault.of(
                    "options.acceleration",
                    spec.options(LibvirtOptions.class).map(Object::toString).orElse(""),
                    "the host has only domains of the types "
                            + shared.guestTypes().types(),
                    "leave the choice to hv: LibvirtOptions.Acceleration.BEST"));
        } else if (spec.vcpus() > shared.maxVcpus(type)) {
            faults.add(SpecFault.of(
                    "vcpus",
                    Integer.toString(spec.vcpus()),
                    "the host gives a machine " + shared.maxVcpus(type) + " at most",
                    "ask for fewer"));
        }
        return List.copyOf(faults);
    }

    @Override
    public Domain define(DomainSpec spec) {
        return make(Feature.DEFINE, "define", LifecycleEvent.Type.DEFINED, spec, (uuid, xml) -> defined(xml));
    }

    /** libvirt honours all that its XML can say; only what is in words of hv's own means nothing to it. */
    @Override
    public List<SpecFault> check(Definition definition) {
        shared().driver().features().require(toString(), Feature.DOCUMENTS);
        return check(definition.toSpec()).stream()
                .filter(fault -> fault.path().startsWith("boot"))
                .toList();
    }

    @Override
    public Domain define(Definition definition) {
        List<SpecFault> faults = check(definition);
        DomainSpec spec = definition.toSpec();
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("domain '" + spec.name() + "' on " + uri(), faults);
        }
        UUID uuid = spec.uuid().orElseGet(UUID::randomUUID);
        String xml = Documents.identified(definition, uuid);
        return make("define", LifecycleEvent.Type.DEFINED, spec.name(), uuid, xml, (made, text) -> defined(text));
    }

    private Domain defined(String xml) throws LibvirtFailure {
        try (DomainRef made = shared.connection().define(xml)) {
            return new DomainHandle(this, made);
        }
    }

    @Override
    public TransientDomain create(DomainSpec spec, StartFlag... flags) {
        boolean paused = Set.of(flags).contains(StartFlag.PAUSED);
        if (paused) {
            shared().driver().features().require(toString(), Feature.START_PAUSED);
        }
        TransientHandle handle = make(Feature.TRANSIENT, "create", LifecycleEvent.Type.STARTED, spec, (uuid, xml) -> {
            TransientEnd end = new TransientEnd(shared.feed(), this, uuid);
            try (DomainRef made = shared.startup().create(uuid, xml, paused)) {
                return new TransientHandle(this, made, DomainXmlReader.read(xml), end);
            } catch (LibvirtFailure | RuntimeException e) {
                end.close();
                throw e;
            }
        });
        return owned(handle);
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

    @Override
    public Job<Domain> restore(HostPath file) {
        shared().driver().features().require(toString(), Feature.SAVE);
        return Restoring.start(this, file);
    }

    @Override
    public Job<Clones> restore(HostPath template, CloneSpec spec) {
        shared().driver().features().require(toString(), Feature.SAVE);
        throw new UnsupportedFeatureException(toString(), Feature.CLONE_LIVE, supports(Feature.CLONE_LIVE));
    }

    /** One of the ways of making a domain. */
    private interface Maker<D> {
        D make(UUID uuid, String xml) throws LibvirtFailure;
    }

    /** Makes a domain where there is none of its name and UUID; libvirt itself would change that one, or start it. */
    private <D> D make(Feature feature, String verb, LifecycleEvent.Type told, DomainSpec spec, Maker<D> maker) {
        shared().driver().features().require(toString(), feature);
        requireValid(spec);
        UUID uuid = spec.uuid().orElseGet(UUID::randomUUID);
        String xml = DomainXmlWriter.write(
                spec,
                uuid,
                shared.guestType(spec).orElseThrow(),
                shared.guestTypes().architecture());
        return make(verb, told, spec.name(), uuid, xml, maker);
    }

    private <D> D make(String verb, LifecycleEvent.Type told, String name, UUID uuid, String xml, Maker<D> maker) {
        String what = verb + " of '" + name + "'";
        ReentrantLock lock = shared.names(what);
        try (Echo echo = shared.echo(uuid, told)) {
            requireFree(name, uuid);
            try {
                D made = maker.make(uuid, xml);
                echo.await();
                return made;
            } catch (LibvirtFailure e) {
                // Another client may have been faster.
                requireFree(name, uuid);
                throw e;
            }
        } catch (LibvirtFailure e) {
            throw e.translated(what);
        } finally {
            lock.unlock();
            shared.settle();
        }
    }

    private void requireValid(DomainSpec spec) {
        List<SpecFault> faults = check(spec);
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("domain '" + spec.name() + "' on " + uri(), faults);
        }
    }

    void requireFree(String name, UUID uuid) throws LibvirtFailure {
        try (DomainRef taken = shared.connection().find(name).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(
                        "a domain called '" + name + "' is on " + uri() + " already",
                        "choose another name, or undefine that one");
            }
        }
        try (DomainRef taken = shared.connection().find(uuid).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(
                        "a domain with the UUID " + uuid + " is on " + uri() + " already: '" + taken.name() + "'",
                        "choose another UUID, or leave it to the host");
            }
        }
    }

    @Override
    public List<Domain> domains() {
        List<Domain> domains = new ArrayList<>();
        try {
            for (DomainRef ref : shared().connection().list(0)) {
                try (ref) {
                    domains.add(new DomainHandle(this, ref));
                }
            }
        } catch (LibvirtFailure e) {
            throw e.translated("list of domains on " + uri());
        }
        domains.sort(Comparator.comparing(Domain::name));
        return List.copyOf(domains);
    }

    @Override
    public Optional<Domain> findDomain(String name) {
        try (DomainRef ref = shared().connection().find(name).orElse(null)) {
            return Optional.ofNullable(ref).map(found -> new DomainHandle(this, found));
        } catch (LibvirtFailure e) {
            throw e.translated("look-up of '" + name + "' on " + uri());
        }
    }

    @Override
    public Optional<Domain> findDomain(UUID uuid) {
        try (DomainRef ref = shared().connection().find(uuid).orElse(null)) {
            return Optional.ofNullable(ref).map(found -> new DomainHandle(this, found));
        } catch (LibvirtFailure e) {
            throw e.translated("look-up of " + uuid + " on " + uri());
        }
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
        try {
            return shared().connection().canonicalUri();
        } catch (LibvirtFailure e) {
            throw e.translated("the URI of " + uri());
        }
    }

    @Override
    public String driver() {
        try {
            return shared().connection().type();
        } catch (LibvirtFailure e) {
            throw e.translated("the driver of " + uri());
        }
    }

    @Override
    public String libvirtVersion() {
        try {
            long version = shared().connection().version();
            return version / 1_000_000 + "." + version / 1_000 % 1_000 + "." + version % 1_000;
        } catch (LibvirtFailure e) {
            throw e.translated("the version of " + uri());
        }
    }

    @Override
    public Map<UUID, Map<String, Object>> statistics() {
        try {
            return DomainRecords.of(shared().connection());
        } catch (LibvirtFailure e) {
            throw e.translated("the statistics of " + uri());
        }
    }

    @Override
    public String domainCapabilities(String type) {
        try {
            return shared().connection().domainCapabilities(type);
        } catch (LibvirtFailure e) {
            throw e.translated("the capabilities of domains of type " + type + " on " + uri());
        }
    }

    @Override
    public Domain defineXml(String xml) {
        try (DomainRef made = shared().connection().define(xml)) {
            return new DomainHandle(this, made);
        } catch (LibvirtFailure e) {
            throw e.translated("define of XML on " + uri());
        } finally {
            shared.settle();
        }
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
