package io.hv.libvirt;

import io.hv.ClosedException;
import io.hv.ConnectionEvent;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.HostFailureException;
import io.hv.InterruptedOperationException;
import io.hv.LifecycleEvent;
import io.hv.backend.DaemonThreads;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What all hosts of one URI in this process share: one connection, so that {@code test:///FILE.xml}, a world of its own
 * for each connection, is the same for all of them; and the locks under which a state is looked at and then changed. The
 * last {@link #release} closes it. Safe for any thread.
 */
final class SharedConnection implements Connection.Life {

    private static final int STRIPES = 64;
    private static final Map<URI, Slot> SLOTS = new HashMap<>();

    private final URI uri;
    private final Connection connection;
    private final ConnectionFacts facts;
    private final ConnectionDomains domains;
    private final ConnectionNetworks networks;
    private final ConnectionPools pools;
    private final OwnRefs own;
    private final LifecycleFeed feed;
    private final DomainEventFeed domainEvents;
    private final JobFeed jobs = new JobFeed();
    private final Driver driver;
    private final GuestTypes guestTypes;
    private final Map<String, Integer> maxVcpus = new HashMap<>();
    private final Starts starts = new Starts();
    private final Consoles consoles = new Consoles();
    private final Startup startup = new Startup(this);
    private final ExecutorService workers;
    private final ReentrantLock copies = new ReentrantLock();
    private final ReentrantLock names = new ReentrantLock();
    private final ReentrantLock[] stripes =
            IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    private SharedConnection(URI uri, Connection connection) throws LibvirtFailure {
        this.uri = uri;
        this.connection = connection;
        this.feed = new LifecycleFeed(connection.calls(), starts, consoles);
        this.facts = new ConnectionFacts(connection);
        this.domains = new ConnectionDomains(connection);
        this.networks = new ConnectionNetworks(connection);
        this.pools = new ConnectionPools(connection);
        this.own = OwnRefs.of(connection);
        this.driver = known(known(Driver.of(facts.type(), uri), Feature.NETWORKS, networks), Feature.POOLS, pools);
        this.guestTypes = GuestTypes.of(facts.capabilities());
        for (String type : guestTypes.types()) {
            maxVcpus.put(type, facts.maxVcpus(type));
        }
        this.domainEvents = new DomainEventFeed(feed::tell);
        domainEvents.add(jobs::told);
        connection.listen(Registrations.of(driver, own, feed, domainEvents, connection.calls()), this);
        feed.begin(domains);
        this.workers = DaemonThreads.pool("hv/" + uri + "/worker");
    }

    /** A driver may have a part that is not installed. */
    private static Driver known(Driver driver, Feature feature, ConnectionRefs<?, ?> part) {
        return driver.features().supports(feature).isSupported()
                ? part.missing().map(reason -> driver.without(feature, reason)).orElse(driver)
                : driver;
    }

    /** The one of this URI, opened where it is not open yet; to be given back by {@link #release}. */
    static SharedConnection acquire(URI uri) {
        Slot slot;
        synchronized (SLOTS) {
            slot = SLOTS.computeIfAbsent(uri, key -> new Slot());
            slot.users++;
        }
        try {
            // Not under the lock of all: a host that does not answer must not keep others from opening theirs.
            synchronized (slot) {
                SharedConnection shared = slot.shared;
                if (shared == null) {
                    shared = connect(uri);
                    slot.shared = shared;
                }
                return shared;
            }
        } catch (RuntimeException | Error e) {
            leave(uri);
            throw e;
        }
    }

    private static SharedConnection connect(URI uri) {
        LibvirtRuntime runtime = LibvirtRuntime.get();
        try {
            Connection connection = Connection.open(runtime, uri.toString());
            try {
                return new SharedConnection(uri, connection);
            } catch (LibvirtFailure | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (LibvirtFailure e) {
            throw e.unavailable(uri.toString());
        } catch (IllegalArgumentException e) {
            throw new HostFailureException(
                    uri + " describes itself in a way that hv cannot read: " + e.getMessage(),
                    "compare: virsh -c URI capabilities",
                    "virConnectGetCapabilities",
                    0,
                    e);
        }
    }

    private static boolean leave(URI uri) {
        synchronized (SLOTS) {
            Slot slot = SLOTS.get(uri);
            if (slot == null) {
                throw new IllegalStateException("a host of " + uri + " was given back twice");
            }
            slot.users--;
            if (slot.users == 0) {
                SLOTS.remove(uri);
            }
            return slot.users == 0;
        }
    }

    /** Gives it back; the last one closes the connection. */
    void release() {
        if (leave(uri)) {
            workers.shutdown();
            connection.close();
        }
    }

    @Override
    public void lost(String reason) {
        feed.tell(ConnectionEvent.now(ConnectionEvent.Type.LOST, reason));
    }

    @Override
    public void restored() throws LibvirtFailure {
        feed.resume(domains, connection.loop());
        feed.tell(ConnectionEvent.now(ConnectionEvent.Type.RESTORED, ""));
    }

    URI uri() {
        return uri;
    }

    Connection connection() {
        return connection;
    }

    /** What the driver says of itself. */
    ConnectionFacts facts() {
        return facts;
    }

    ConnectionDomains domains() {
        return domains;
    }

    ConnectionNetworks networks() {
        return networks;
    }

    ConnectionPools pools() {
        return pools;
    }

    /** What only libvirt keeps. */
    OwnRefs own() {
        return own;
    }

    LifecycleFeed feed() {
        return feed;
    }

    DomainEventFeed domainEvents() {
        return domainEvents;
    }

    JobFeed jobs() {
        return jobs;
    }

    Driver driver() {
        return driver;
    }

    /** What types of domain there are. */
    GuestTypes guestTypes() {
        return guestTypes;
    }

    /** The type that a domain of that spec gets; none where the host has none for it. */
    Optional<String> guestType(DomainSpec spec) {
        return guestTypes.choose(spec.options(LibvirtOptions.class)
                .orElseGet(LibvirtOptions::defaults)
                .acceleration());
    }

    /** The most vCPUs that a domain of one of the host's types may have. */
    int maxVcpus(String type) {
        return Objects.requireNonNull(maxVcpus.get(type), type);
    }

    /** The starts in two steps that this process makes. */
    Starts starts() {
        return starts;
    }

    /** A domain is gone: what was kept of it goes, too. */
    void forget(UUID uuid) {
        domains.forget(uuid);
        starts.forget(uuid);
        consoles.forget(uuid);
    }

    /** The consoles that this process holds. */
    Consoles consoles() {
        return consoles;
    }

    /** How machines are started. */
    Startup startup() {
        return startup;
    }

    /** Where listeners of jobs run. */
    ExecutorService workers() {
        return workers;
    }

    /**
     * Has something done on another thread.
     *
     * @throws ClosedException if the last handle of the host is being closed
     */
    void work(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            throw new ClosedException("the host " + uri + " is closed", "open it again");
        }
    }

    /** What to wait for after a change; nothing where events are as quick as answers, as those of this process are. */
    Echo echo(UUID domain, LifecycleEvent.Type type) {
        return driver.inProcess() ? Echo.none() : new Echo(feed, domain, type);
    }

    /**
     * What this process has caused is told before the call that caused it returns; so whoever begins to listen or to wait
     * afterwards hears of nothing older. Of a daemon's events the
     * {@link Echo} tells that they were, where the call waits for one; edits do not.
     */
    void settle() {
        if (driver.inProcess()) {
            connection.loop().drain();
        }
    }

    /** Held by whoever copies: pools that are there for one copy are not another's, and one that copies is busy. */
    ReentrantLock copies() {
        return copies;
    }

    /** Held by whoever makes a domain, a network or a pool, from the look whether its name is free to the end of making it. */
    ReentrantLock names(String operation) {
        return lock(names, operation);
    }

    /** Held by whoever changes the state of a domain, a network or a pool, from the look at the state on. Some of them share one. */
    ReentrantLock domain(UUID uuid, String operation) {
        return lock(stripe(uuid), operation);
    }

    /** The same for whoever closes: an interrupt must not leave a machine behind that nobody owns. */
    ReentrantLock domainToClose(UUID uuid) {
        ReentrantLock lock = stripe(uuid);
        lock.lock();
        return lock;
    }

    private ReentrantLock stripe(UUID uuid) {
        return stripes[Math.floorMod(uuid.hashCode(), STRIPES)];
    }

    private static ReentrantLock lock(ReentrantLock lock, String operation) {
        try {
            lock.lockInterruptibly();
            return lock;
        } catch (InterruptedException e) {
            throw new InterruptedOperationException(operation);
        }
    }

    /** A place for a connection; its users are counted before it is there. */
    private static final class Slot {
        private int users;
        private @Nullable SharedConnection shared;
    }
}
