package io.hv;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A machine by its name: a handle with nothing to close, equal to every other handle of the same UUID on the same host.
 * Safe for any thread; of several threads that start it at once, exactly one succeeds.
 *
 * <p>Each transition is legal in the states that it names, and throws {@link InvalidStateException} in all others.
 * Every method but {@link #host()}, {@link #name()} and {@link #uuid()} throws {@link NotFoundException} once the domain
 * is undefined, and {@link ClosedException} once the host is closed.
 */
public interface Domain {

    /** The host it is on. */
    Host host();

    /** Its name, unique on the host. */
    String name();

    /** Its UUID, unique on the host. */
    UUID uuid();

    /** Whether it stays when it is stopped. */
    boolean isPersistent();

    /** What it was defined as, as far as the neutral spec can say it. */
    DomainSpec spec();

    /** Its state, and why it is in it. */
    DomainStatus status();

    /** Its state. */
    default DomainState state() {
        return status().state();
    }

    /** Whether this domain can do something; if not, why, and what would help. */
    Support supports(Feature feature);

    /**
     * Starts it; legal when it is {@link DomainState#SHUTOFF} or {@link DomainState#CRASHED}.
     *
     * @throws InvalidSpecException if something that it needs, such as the kernel's file, is not there any more or bad
     * @throws HostFailureException if the host fails; nothing is left running then
     */
    void start(StartFlag... flags);

    /** Stops its vCPUs; legal when it is {@link DomainState#RUNNING}. When it returns, no vCPU runs. */
    void suspend();

    /**
     * Lets its vCPUs run on; legal when it is {@link DomainState#PAUSED}.
     *
     * @throws HostFailureException if the host fails; it stays paused then, unless its machine did not survive that
     */
    void resume();

    /**
     * Asks the guest to shut itself down; legal when it is {@link DomainState#RUNNING}. A guest may not listen.
     * Cancelling the job ends the waiting, not the request.
     *
     * @return a job that ends when the domain is not active any more, with its state then; it fails with
     *     {@link ClosedException} when its host is closed before
     */
    Job<DomainState> shutdown();

    /** Resets the machine, as a reset button does; legal when it is {@link DomainState#RUNNING}. */
    void reset();

    /** Ends the machine at once, as a power cut does; legal when it is active. */
    void destroy();

    /** Forgets the definition; legal when the domain is persistent and not active. */
    void undefine();

    /** What is known of the crash that put it into {@link DomainState#CRASHED}; empty in other states. */
    Optional<CrashReport> crash();

    /**
     * Its serial console.
     *
     * @throws UnsupportedFeatureException where {@link Feature#CONSOLE} is not supported
     */
    Console console();

    /**
     * Its disks, in the order of its spec; what the neutral spec cannot say, such as a CD drive, is not among them.
     *
     * @throws UnsupportedFeatureException where {@link Feature#DISKS} is not supported
     */
    default List<Disk> disks() {
        throw new UnsupportedFeatureException("the domain '" + name() + "'", Feature.DISKS, supports(Feature.DISKS));
    }

    /**
     * The disk of that target, for example {@code vda}.
     *
     * @throws NotFoundException if there is none; the message names those that there are
     * @throws UnsupportedFeatureException where {@link Feature#DISKS} is not supported
     */
    default Disk disk(String target) {
        List<Disk> all = disks();
        return all.stream()
                .filter(disk -> disk.target().equals(target))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        "the domain '" + name() + "' has no disk '" + target + "'; it has "
                                + all.stream().map(Disk::target).toList(),
                        "name one of its disks()"));
    }

    /**
     * Waits until it is in that state, or was since this call began.
     *
     * @return the status with that state
     * @throws OperationTimeoutException if it does not come in time; the evidence is the status
     * @throws NotFoundException at once when the domain is gone, without having been in that state
     * @throws ClosedException at once when its host is closed
     */
    DomainStatus awaitState(DomainState state, Duration timeout);

    /**
     * Waits until it is not active.
     *
     * @throws OperationTimeoutException if it does not end in time; the evidence is the status
     * @throws ClosedException at once when its host is closed
     */
    DomainStatus awaitEnd(Duration timeout);

    /**
     * This domain as its backend's own type, which can do more.
     *
     * @throws UnsupportedFeatureException if this is another backend's
     * @throws NotFoundException if it is gone; the handle of a {@link TransientDomain}'s owner answers still
     */
    <T> T as(Class<T> type);
}
