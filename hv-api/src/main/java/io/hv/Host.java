package io.hv;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A hypervisor: what makes machines, and knows those it made. Two handles of one URI in a process see the same
 * machines; closing the last of them ends what runs inside this process ({@link Feature#OUTLIVES_PROCESS} tells where
 * that differs). Safe for any thread.
 */
public interface Host extends AutoCloseable {

    /**
     * Opens a host by its URI: {@code kvm:///}, {@code mem:///}, {@code test:///FILE.xml}, ...
     *
     * @throws NotFoundException if no backend on the class path knows the scheme; the message names what to add
     * @throws HostUnavailableException if the backend cannot work here
     */
    static Host open(String uri) {
        return Providers.open(uri);
    }

    /** Looks for the host to use here, without opening one: see {@link Detection}. */
    static Detection detect() {
        return Providers.detect();
    }

    /** The URI it was opened by. */
    URI uri();

    /** The backend's id, for example {@code kvm}. */
    String backend();

    /** Whether this host can do something; if not, why, and what would help. */
    Support supports(Feature feature);

    /** All that this host supports. */
    Set<Feature> features();

    /**
     * What this host cannot honour of a spec.
     *
     * @return nothing where {@link #define(DomainSpec)} and {@link #create} would take it
     */
    List<SpecFault> check(DomainSpec spec);

    /**
     * Makes a domain that stays when it is stopped. It is not started.
     *
     * @throws InvalidSpecException if this host cannot honour the spec
     * @throws AlreadyExistsException if a domain has that name or UUID
     */
    Domain define(DomainSpec spec);

    /**
     * What this host cannot honour of a document: of its spec, and of what is beyond that.
     *
     * @return nothing where {@link #define(Definition)} would take it
     * @throws InvalidSpecException if the document says no spec
     * @throws UnsupportedFeatureException without {@link Feature#DOCUMENTS}
     */
    default List<SpecFault> check(Definition definition) {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.DOCUMENTS, supports(Feature.DOCUMENTS));
    }

    /**
     * Makes a domain that stays when it is stopped, by a document. It is not started. The host keeps the document. What it
     * cannot honour of it is a fault; {@link Definition#without(List)} leaves such parts out, by the caller's decision.
     *
     * @throws InvalidSpecException if this host cannot honour all of it
     * @throws AlreadyExistsException if a domain has that name or UUID
     * @throws UnsupportedFeatureException without {@link Feature#DOCUMENTS}
     */
    default Domain define(Definition definition) {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.DOCUMENTS, supports(Feature.DOCUMENTS));
    }

    /**
     * Makes and starts a domain that is gone when it stops, or when the handle is closed, or when this process ends.
     *
     * @throws InvalidSpecException if this host cannot honour the spec
     * @throws AlreadyExistsException if a domain has that name or UUID
     * @throws HostFailureException if it does not start; nothing is left of it then
     */
    TransientDomain create(DomainSpec spec, StartFlag... flags);

    /** All domains, running or not, in the order of their names. */
    List<Domain> domains();

    /** The domain of that name, if there is one. */
    Optional<Domain> findDomain(String name);

    /** The domain with that UUID, if there is one. */
    Optional<Domain> findDomain(UUID uuid);

    /**
     * The domain of that name.
     *
     * @throws NotFoundException if there is none
     */
    default Domain domain(String name) {
        return findDomain(name)
                .orElseThrow(() -> new NotFoundException(
                        "no domain is called '" + name + "' on " + uri(), "list what there is with domains()"));
    }

    /**
     * The domain with that UUID.
     *
     * @throws NotFoundException if there is none
     */
    default Domain domain(UUID uuid) {
        return findDomain(uuid)
                .orElseThrow(() -> new NotFoundException(
                        "no domain has the UUID " + uuid + " on " + uri(), "list what there is with domains()"));
    }

    /**
     * What this host cannot honour of a network's spec.
     *
     * @return nothing where {@link #define(NetworkSpec)} would take it
     * @throws UnsupportedFeatureException without {@link Feature#NETWORKS}
     */
    default List<SpecFault> check(NetworkSpec spec) {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.NETWORKS, supports(Feature.NETWORKS));
    }

    /**
     * Makes a network that stays when it is stopped. It is not started.
     *
     * @throws InvalidSpecException if this host cannot honour the spec
     * @throws AlreadyExistsException if a network has that name or UUID
     * @throws UnsupportedFeatureException without {@link Feature#NETWORKS}
     */
    default Network define(NetworkSpec spec) {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.NETWORKS, supports(Feature.NETWORKS));
    }

    /**
     * All networks, active or not, in the order of their names.
     *
     * @throws UnsupportedFeatureException without {@link Feature#NETWORKS}
     */
    default List<Network> networks() {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.NETWORKS, supports(Feature.NETWORKS));
    }

    /**
     * The network of that name, if there is one.
     *
     * @throws UnsupportedFeatureException without {@link Feature#NETWORKS}
     */
    default Optional<Network> findNetwork(String name) {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.NETWORKS, supports(Feature.NETWORKS));
    }

    /**
     * The network with that UUID, if there is one.
     *
     * @throws UnsupportedFeatureException without {@link Feature#NETWORKS}
     */
    default Optional<Network> findNetwork(UUID uuid) {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.NETWORKS, supports(Feature.NETWORKS));
    }

    /**
     * The network of that name.
     *
     * @throws NotFoundException if there is none
     * @throws UnsupportedFeatureException without {@link Feature#NETWORKS}
     */
    default Network network(String name) {
        return findNetwork(name)
                .orElseThrow(() -> new NotFoundException(
                        "no network is called '" + name + "' on " + uri(), "list what there is with networks()"));
    }

    /**
     * The network with that UUID.
     *
     * @throws NotFoundException if there is none
     * @throws UnsupportedFeatureException without {@link Feature#NETWORKS}
     */
    default Network network(UUID uuid) {
        return findNetwork(uuid)
                .orElseThrow(() -> new NotFoundException(
                        "no network has the UUID " + uuid + " on " + uri(), "list what there is with networks()"));
    }

    /**
     * What this host cannot honour of a pool's spec.
     *
     * @return nothing where {@link #define(PoolSpec)} would take it
     * @throws UnsupportedFeatureException without {@link Feature#POOLS}
     */
    default List<SpecFault> check(PoolSpec spec) {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.POOLS, supports(Feature.POOLS));
    }

    /**
     * Makes a pool that stays when it is stopped. It is not started.
     *
     * @throws InvalidSpecException if this host cannot honour the spec
     * @throws AlreadyExistsException if a pool has that name or UUID
     * @throws UnsupportedFeatureException without {@link Feature#POOLS}
     */
    default Pool define(PoolSpec spec) {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.POOLS, supports(Feature.POOLS));
    }

    /**
     * All pools, active or not, in the order of their names.
     *
     * @throws UnsupportedFeatureException without {@link Feature#POOLS}
     */
    default List<Pool> pools() {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.POOLS, supports(Feature.POOLS));
    }

    /**
     * The pool of that name, if there is one.
     *
     * @throws UnsupportedFeatureException without {@link Feature#POOLS}
     */
    default Optional<Pool> findPool(String name) {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.POOLS, supports(Feature.POOLS));
    }

    /**
     * The pool with that UUID, if there is one.
     *
     * @throws UnsupportedFeatureException without {@link Feature#POOLS}
     */
    default Optional<Pool> findPool(UUID uuid) {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.POOLS, supports(Feature.POOLS));
    }

    /**
     * The pool of that name.
     *
     * @throws NotFoundException if there is none
     * @throws UnsupportedFeatureException without {@link Feature#POOLS}
     */
    default Pool pool(String name) {
        return findPool(name)
                .orElseThrow(() -> new NotFoundException(
                        "no pool is called '" + name + "' on " + uri(), "list what there is with pools()"));
    }

    /**
     * The pool with that UUID.
     *
     * @throws NotFoundException if there is none
     * @throws UnsupportedFeatureException without {@link Feature#POOLS}
     */
    default Pool pool(UUID uuid) {
        return findPool(uuid)
                .orElseThrow(() -> new NotFoundException(
                        "no pool has the UUID " + uuid + " on " + uri(), "list what there is with pools()"));
    }

    /**
     * What this host is able to do here, what it lacks, and what would help. Where no host can be opened,
     * {@link Diagnosis#ofThisMachine()} tells why.
     *
     * @throws UnsupportedFeatureException without {@link Feature#DIAGNOSE}
     */
    default Diagnosis diagnose() {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.DIAGNOSE, supports(Feature.DIAGNOSE));
    }

    /**
     * Lets a machine go on that {@link Domain#save} has written to a file. If it was a persistent domain that this host has
     * still, that one is active afterwards; else it is a transient one, which ends with this handle at the latest. It runs if
     * it did when it was saved. The file is needed for as long as the machine runs, and must not be changed in that time; so is
     * the base of a {@link SaveSpec#difference()}.
     *
     * @return a job that ends with the domain; it fails with a {@link NotFoundException} where there is no such file, or a
     *     difference's base is gone, with an {@link InvalidStateException} where that is not what it was or the guest does not
     *     fit this host, and with a {@link HostFailureException} where the file is damaged
     * @throws UnsupportedFeatureException without {@link Feature#SAVE}
     */
    default Job<Domain> restore(HostPath file) {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.SAVE, supports(Feature.SAVE));
    }

    /**
     * Makes clones of a machine that {@link Domain#save} has written to a file, as {@link Domain#cloneAs} does of a running
     * one. The file is a template: it serves any number of times, in any number of processes.
     *
     * @return a job that ends with the clones; who awaits it owns them. One that is cancelled leaves none. It fails with an
     *     {@link InvalidSpecException} where the spec names a network that no card was on
     * @throws UnsupportedFeatureException without {@link Feature#SAVE}, or without {@link Feature#CLONE_LIVE}
     * @throws InvalidSpecException if the spec's naming is not possible
     */
    default Job<Clones> restore(HostPath template, CloneSpec spec) {
        throw new UnsupportedFeatureException("the host " + uri(), Feature.SAVE, supports(Feature.SAVE));
    }

    /** What happens on this host, to be subscribed to. */
    Events events();

    /**
     * This host as its backend's own type, which can do more.
     *
     * @throws UnsupportedFeatureException if this is another backend
     */
    <T> T as(Class<T> type);

    /**
     * Closes this handle. Transient domains that were made through it are destroyed, and no listener is called any more.
     * Idempotent; the first call waits until what runs has ended. What fails does not keep the rest from being closed.
     *
     * @throws InterruptedOperationException if this thread is interrupted while it waits for a listener; all is closed
     *     then
     */
    @Override
    void close();

    /** How long a method without a {@link Duration} may wait for the host itself (not for a guest): 60 seconds. */
    Duration PATIENCE = Duration.ofSeconds(60);
}
