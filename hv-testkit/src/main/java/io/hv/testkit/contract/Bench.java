package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.ByteSize;
import io.hv.Definition;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.NotFoundException;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.StartFlag;
import io.hv.TransientDomain;
import io.hv.Volume;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What one contract works on: a host, and domains, networks and pools with names of their own in whatever state it asks for. Closed by
 * {@link ContractExtension}, which removes them all. Used by the contract's thread.
 */
public final class Bench implements AutoCloseable {

    private final BackendUnderTest backend;
    private final String uri;
    private final String prefix = "hv-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final List<Host> hosts = new ArrayList<>();
    private final List<UUID> named = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private @Nullable Host host;
    private @Nullable Host elsewhere;
    private int count;

    Bench(BackendUnderTest backend) {
        this.backend = backend;
        this.uri = backend.freshUri();
    }

    /** What is tested. */
    public BackendUnderTest backend() {
        return backend;
    }

    /** The URI of all hosts of this bench. */
    public String uri() {
        return uri;
    }

    /** The host, opened at the first call. */
    public Host host() {
        if (host == null) {
            host = open();
        }
        return host;
    }

    /** One more handle on the same host. */
    public Host open() {
        Host another = backend.open(uri);
        hosts.add(another);
        return another;
    }

    /** Another host, to which machines can move; opened at the first call. What is moved there is removed as here. */
    public Host elsewhere() {
        if (elsewhere == null) {
            elsewhere = backend.open(backend.elsewhere());
        }
        return elsewhere;
    }

    /** For what must happen. */
    public Duration patience() {
        return backend.patience();
    }

    /** For what must not happen. */
    public Duration blink() {
        return backend.blink();
    }

    /** A name that no other test has. */
    public String name(String hint) {
        return prefix + hint + "-" + count++;
    }

    /** Skips the contract unless the backend claims all of these. */
    public void needs(Feature... features) {
        for (Feature feature : features) {
            assumeTrue(
                    backend.claims().contains(feature),
                    () -> backend.name() + " does not claim the feature " + feature);
        }
    }

    /** A spec under a name of its own; skips the contract where the backend has no such guest. */
    public DomainSpec guest(GuestKind kind) {
        Optional<DomainSpec> spec = backend.guest(kind, name(kind.name().toLowerCase(java.util.Locale.ROOT)));
        assumeTrue(spec.isPresent(), () -> backend.name() + " has no guest " + kind);
        return spec.orElseThrow();
    }

    /** The spec of an {@link GuestKind#IDLE} guest. */
    public DomainSpec idle() {
        return guest(GuestKind.IDLE);
    }

    /** A defined domain, shut off. */
    public Domain defined(GuestKind kind) {
        needs(Feature.DEFINE);
        return define(guest(kind));
    }

    /** A defined domain that idles when it is started. */
    public Domain defined() {
        return defined(GuestKind.IDLE);
    }

    /** Defines on {@link #host()}, to be undefined when the bench is closed even if its name is none of the bench's. */
    public Domain define(DomainSpec spec) {
        Domain domain = host().define(spec);
        named.add(domain.uuid());
        return domain;
    }

    /** Defines by a document, to be undefined as by {@link #define(DomainSpec)}. */
    public Domain define(Definition definition) {
        Domain domain = host().define(definition);
        named.add(domain.uuid());
        return domain;
    }

    /** The spec of a network that can be started, under a name of its own. */
    public NetworkSpec network() {
        return backend.network(name("net"));
    }

    /** Defines a network on {@link #host()}, to be undefined as domains are by {@link #define(DomainSpec)}. */
    public Network define(NetworkSpec spec) {
        Network network = host().define(spec);
        named.add(network.uuid());
        return network;
    }

    /** A network card with which a machine can be started, on a network of its own where there is no user mode. */
    public NicSpec nic() {
        if (backend.hasUserMode()) {
            return NicSpec.userMode();
        }
        Network network = define(network());
        network.start();
        return NicSpec.on(network.name());
    }

    /** The spec of a pool that can be started, under a name of its own; its folder is gone when the bench is closed. */
    public PoolSpec pool() {
        PoolSpec spec = backend.pool(name("pool"));
        files.add(Path.of(spec.folder().path()));
        return spec;
    }

    /** Defines a pool on {@link #host()}, to be undefined as domains are by {@link #define(DomainSpec)}, with its volumes. */
    public Pool define(PoolSpec spec) {
        Pool pool = host().define(spec);
        named.add(pool.uuid());
        return pool;
    }

    /** A defined domain, running. */
    public Domain running(GuestKind kind) {
        Domain domain = defined(kind);
        domain.start();
        return domain;
    }

    /** A defined domain that idles. */
    public Domain running() {
        return running(GuestKind.IDLE);
    }

    /** A transient domain that idles. */
    public TransientDomain created(StartFlag... flags) {
        needs(Feature.TRANSIENT);
        return host().create(idle(), flags);
    }

    /** A new file of that size with a hole in it, in this machine's folder for such; gone when the bench is closed. */
    public Path file(ByteSize size) {
        try {
            Path file = Files.createTempFile("hv-contract", ".img");
            files.add(file);
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                open.setLength(size.bytes());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path at which there is nothing yet; what comes to be there is gone when the bench is closed. */
    public HostPath path() {
        try {
            Path file = Files.createTempFile("hv-contract", ".saved");
            Files.delete(file);
            files.add(file);
            return HostPath.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs on a thread of its own. */
    public <T extends @Nullable Object> Call<T> async(Callable<T> work) {
        return new Call<>(work, patience());
    }

    /** Removes what the contract left, and closes its hosts. */
    @Override
    public void close() {
        try {
            removeMine();
        } finally {
            removeFiles();
        }
    }

    private void removeFiles() {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void removeMine() {
        if (elsewhere != null) {
            try (Host there = elsewhere) {
                removeDomains(there);
            }
        }
        if (host == null && hosts.isEmpty()) {
            return;
        }
        try (Host last = backend.open(uri)) {
            hosts.forEach(Host::close);
            removeDomains(last);
            if (last.supports(Feature.NETWORKS).isSupported()) {
                last.networks().stream()
                        .filter(network -> isMine(network.name(), network.uuid()))
                        .forEach(Bench::remove);
            }
            if (last.supports(Feature.POOLS).isSupported()) {
                last.pools().stream()
                        .filter(pool -> isMine(pool.name(), pool.uuid()))
                        .forEach(Bench::remove);
            }
        }
    }

    private void removeDomains(Host from) {
        for (Domain domain : from.domains()) {
            if (isMine(domain.name(), domain.uuid())) {
                remove(domain);
            }
        }
    }

    private boolean isMine(String name, UUID uuid) {
        return name.startsWith(prefix) || named.contains(uuid);
    }

    private static void remove(Network network) {
        if (network.isActive()) {
            network.stop();
        }
        network.undefine();
    }

    private static void remove(Pool pool) {
        if (!pool.isActive()) {
            pool.start();
        }
        pool.volumes().forEach(Volume::delete);
        pool.stop();
        pool.undefine();
    }

    private static void remove(Domain domain) {
        try {
            boolean persistent = domain.isPersistent();
            DomainState state = domain.state();
            if (state.isActive()) {
                destroy(domain);
            }
            if (persistent) {
                domain.undefine();
            }
        } catch (NotFoundException gone) {
            // A transient domain may end by itself between two of these calls, which is as good.
        }
    }

    private static void destroy(Domain domain) {
        try {
            domain.destroy();
        } catch (InvalidStateException ended) {
            // A guest that was asked to shut down may have done so since its state was read.
            if (domain.state().isActive()) {
                throw ended;
            }
        }
    }
}
