package io.hv;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

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

    /**
     * What it was defined as, as far as the neutral spec can say it.
     *
     * @throws InvalidStateException if its definition cannot be read any more; the message says why
     */
    DomainSpec spec();

    /**
     * What it was defined as, all of it; also while it is active, and then what the next start will use.
     *
     * @throws InvalidStateException if the domain is transient, or its definition cannot be read any more
     * @throws UnsupportedFeatureException without {@link Feature#DOCUMENTS}
     */
    default Definition definition() {
        throw new UnsupportedFeatureException(
                "the domain '" + name() + "'", Feature.DOCUMENTS, supports(Feature.DOCUMENTS));
    }

    /**
     * Changes what it is defined as; legal when the domain is persistent and not active. What differs from {@link #spec()}
     * is changed, and what the neutral spec cannot say stays as it is. Name and UUID cannot be changed.
     *
     * @param change told of the spec as it is; what it leaves is what the domain becomes
     * @throws InvalidSpecException if the result cannot be, or the host cannot honour it; nothing has changed then
     * @throws InvalidStateException if the domain is transient or active, here or in another process
     * @throws UnsupportedFeatureException without {@link Feature#EDIT}
     */
    default void edit(Consumer<DomainSpec.Builder> change) {
        throw new UnsupportedFeatureException("the domain '" + name() + "'", Feature.EDIT, supports(Feature.EDIT));
    }

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
     * Its screen and keyboard.
     *
     * @throws UnsupportedFeatureException without {@link Feature#DISPLAY}
     */
    default Display display() {
        throw new UnsupportedFeatureException(
                "the domain '" + name() + "'", Feature.DISPLAY, supports(Feature.DISPLAY));
    }

    /**
     * What its machine has used in the present run; legal when it is active.
     *
     * @throws UnsupportedFeatureException without {@link Feature#STATISTICS}
     */
    default DomainStatistics statistics() {
        throw new UnsupportedFeatureException(
                "the domain '" + name() + "'", Feature.STATISTICS, supports(Feature.STATISTICS));
    }

    /**
     * Its disks, in the order of their names: those of the machine where it is active, else those of the definition. What
     * the neutral spec cannot say, such as a CD drive, is not among them.
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
     * Puts a disk into the machine as it runs; legal when it is active. The guest is told, and may take its time to look.
     *
     * @return the disk; where the spec names no target, under the first {@code vd} name that is free
     * @throws UnsupportedFeatureException without {@link Feature#HOT_PLUG}
     * @throws InvalidSpecException if it cannot be, or not beside the disks that the machine has; nothing has changed then
     * @throws InvalidStateException if the domain is not active, or is to be changed by {@link PlugFlag#DEFINITION} and is
     *     transient
     * @throws HostFailureException if the host fails, for example as the file is not there; nothing has changed then
     */
    default Disk attach(DiskSpec disk, PlugFlag... flags) {
        throw new UnsupportedFeatureException(
                "the domain '" + name() + "'", Feature.HOT_PLUG, supports(Feature.HOT_PLUG));
    }

    /**
     * Its network cards, in the order in which they stand in it: those of the machine where it is active, else those of the
     * definition. What the neutral spec cannot say, such as a card that is a device of the host's, is not among them.
     *
     * @throws UnsupportedFeatureException where {@link Feature#NICS} is not supported
     */
    default List<Nic> nics() {
        throw new UnsupportedFeatureException("the domain '" + name() + "'", Feature.NICS, supports(Feature.NICS));
    }

    /**
     * The network card of that address.
     *
     * @throws NotFoundException if there is none; the message names those that there are
     * @throws UnsupportedFeatureException where {@link Feature#NICS} is not supported
     */
    default Nic nic(MacAddress mac) {
        List<Nic> all = nics();
        return all.stream()
                .filter(nic -> nic.mac().equals(mac))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        "the domain '" + name() + "' has no network card " + mac + "; it has "
                                + all.stream().map(Nic::mac).toList(),
                        "name one of its nics()"));
    }

    /**
     * Puts a network card into the machine as it runs, as {@link #attach(DiskSpec, PlugFlag...)} does a disk.
     *
     * @return the card; where the spec has no address, with one that the host has made up
     * @throws NotFoundException if the host has no such network
     * @throws InvalidStateException if that network is not active, too
     */
    default Nic attach(NicSpec nic, PlugFlag... flags) {
        throw new UnsupportedFeatureException(
                "the domain '" + name() + "'", Feature.HOT_PLUG, supports(Feature.HOT_PLUG));
    }

    /**
     * What {@link #cloneAs} would do, without doing it.
     *
     * @throws UnsupportedFeatureException without {@link Feature#CLONE_LIVE}
     * @throws InvalidSpecException if the spec's naming is not possible
     */
    default ClonePlan plan(CloneSpec spec) {
        throw new UnsupportedFeatureException(
                "the domain '" + name() + "'", Feature.CLONE_LIVE, supports(Feature.CLONE_LIVE));
    }

    /**
     * Makes clones of this domain as it is now; legal when it is active. It stands still for a moment and then goes on as
     * before. The clones are transient domains of this host, each with a name, a UUID, a console and disks of its own; what
     * they get anew, and what cannot be made to differ, is in the report. Either all of them come to be, or none.
     *
     * @return a job that ends with the clones, running if this domain does; who awaits it owns them. One that is cancelled
     *     leaves none
     * @throws UnsupportedFeatureException without {@link Feature#CLONE_LIVE}
     * @throws InvalidSpecException if the spec's naming is not possible, or it names a network that no card is on
     * @throws InvalidStateException if something stands in the way, see {@link ClonePlan#obstacles()}
     */
    default Job<Clones> cloneAs(CloneSpec spec) {
        throw new UnsupportedFeatureException(
                "the domain '" + name() + "'", Feature.CLONE_LIVE, supports(Feature.CLONE_LIVE));
    }

    /**
     * Makes a copy of this domain, which is defined and off: its definition, with a name, a UUID, network addresses and all
     * else of its own that two machines cannot have in common, and its disks. Inside of the guest nothing is changed: what
     * programs keep in files, such as host names and keys, is the same. Either all of it comes to be, or nothing, save files
     * that cannot be deleted again, which the failure then names. This domain is not to be started meanwhile: where it is,
     * the copy fails.
     *
     * @return a job that ends with a report of what is the copy's own and what is not; the copy is a domain of this host, off.
     *     One that is cancelled ends when the file is copied that is being copied, and leaves none
     * @throws UnsupportedFeatureException without {@link Feature#COPY}, or {@link Feature#COPY_LINKED} if it is to be linked
     * @throws InvalidStateException if this domain is active, or transient
     * @throws AlreadyExistsException if a domain has that name, or a file for a disk is there already; by the job
     * @throws NotFoundException if a disk to be shared, or the file of one to be copied, is not there; by the job
     */
    default Job<CloneReport> copyAs(CopySpec spec) {
        Feature needed = spec.isLinked() ? Feature.COPY_LINKED : Feature.COPY;
        throw new UnsupportedFeatureException("the domain '" + name() + "'", needed, supports(needed));
    }

    /** One live clone, as {@link #cloneAs} makes it. */
    default TransientDomain fork() {
        Job<Clones> job = cloneAs(CloneSpec.live());
        try {
            return job.await().domains().get(0);
        } catch (InterruptedOperationException e) {
            // Nobody would own what it makes.
            boolean unused = job.cancel();
            throw e;
        }
    }

    /**
     * What this domain is a clone of, what that is a clone of, and so on, the oldest first; nothing for one that was booted.
     */
    default List<Origin> lineage() {
        return List.of();
    }

    /**
     * Writes all that the machine is into a file, and ends it; legal when it is active. {@link Host#restore(HostPath)} lets it
     * go on from there. Disks are not in the file, save what was written to throwaway ones; they must not change until then.
     * The file appears when it is complete, in the place of another of its name, readable by its owner only. If that fails or
     * is cancelled, nothing is left of the new file, and the machine goes on. libvirt, whose files may be another machine's,
     * writes at that name from the start: there another of its name is lost at once.
     *
     * @return a job that ends with the file, when the domain is {@link DomainState#SHUTOFF}, {@link StateReason#SAVED}
     * @throws UnsupportedFeatureException without {@link Feature#SAVE}
     */
    default Job<HostPath> save(HostPath file) {
        return save(SaveSpec.to(file));
    }

    /**
     * Writes the machine into a file, as {@link #save(HostPath)} does, all of it or what differs from the file that it came
     * from, and ends it.
     *
     * @return a job that ends with the file, when the domain is {@link DomainState#SHUTOFF}, {@link StateReason#SAVED}; it
     *     fails with an {@link InvalidStateException} where a {@link SaveSpec#difference()} has no base, and the machine goes on
     * @throws UnsupportedFeatureException without {@link SaveSpec#feature()}
     */
    default Job<HostPath> save(SaveSpec spec) {
        throw new UnsupportedFeatureException("the domain '" + name() + "'", spec.feature(), supports(spec.feature()));
    }

    /**
     * Takes a snapshot of the domain, which is persistent: its disks and, where it is active, its memory and processors, all
     * at one moment. It stands still meanwhile if it runs, and goes on then. Disks must have a format that has snapshots
     * itself, such as qcow2, and an active domain at least one that is not read-only.
     *
     * @return a job that ends with the snapshot, which is the current one then; one that is cancelled while the host does it
     *     ends well
     * @throws UnsupportedFeatureException without {@link Feature#SNAPSHOTS}
     * @throws InvalidStateException if the domain is transient
     * @throws AlreadyExistsException if it has a snapshot of that name; by the job
     * @throws InvalidSpecException if a disk cannot have one; by the job
     */
    default Job<Snapshot> snapshot(SnapshotSpec spec) {
        throw new UnsupportedFeatureException(
                "the domain '" + name() + "'", Feature.SNAPSHOTS, supports(Feature.SNAPSHOTS));
    }

    /**
     * Its snapshots, in the order of their names.
     *
     * @throws UnsupportedFeatureException without {@link Feature#SNAPSHOTS}
     */
    default List<Snapshot> snapshots() {
        throw new UnsupportedFeatureException(
                "the domain '" + name() + "'", Feature.SNAPSHOTS, supports(Feature.SNAPSHOTS));
    }

    /**
     * The snapshot of that name.
     *
     * @throws NotFoundException if there is none; the message names those that there are
     * @throws UnsupportedFeatureException without {@link Feature#SNAPSHOTS}
     */
    default Snapshot snapshot(String snapshotName) {
        List<Snapshot> all = snapshots();
        return all.stream()
                .filter(each -> each.name().equals(snapshotName))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        "the domain '" + name() + "' has no snapshot '" + snapshotName + "'; it has "
                                + all.stream().map(Snapshot::name).toList(),
                        "name one of its snapshots()"));
    }

    /**
     * Moves the machine to another host, where it goes on; legal when it is {@link DomainState#RUNNING} or
     * {@link DomainState#PAUSED}. A persistent domain is defined there then, and here no more. If that fails or is cancelled,
     * the machine goes on here, and nothing is left of it there; a failure after the change names what could not be cleared
     * away.
     *
     * <p>What the guest prints between its going on there and the first {@link Console#open} of the domain there may be lost.
     *
     * @param destination a host of the same backend, which must stay open until the job has ended
     * @return a job that ends with the domain of that host, {@link StateReason#MIGRATED} if it runs; cancelling it comes too late
     *     once the machine has changed over, and then it ends well
     * @throws UnsupportedFeatureException without {@link Feature#MIGRATE}
     * @throws InvalidSpecException if it cannot move there that way; every fault
     * @throws InvalidStateException if it is not active, is bound to this process, as a {@link TransientDomain} is, or has
     *     snapshots; also by the job
     * @throws AlreadyExistsException if its name, its UUID or, with storage, a disk's file is there already; by the job
     */
    default Job<Domain> migrateTo(Host destination, MigrationSpec spec) {
        throw new UnsupportedFeatureException(
                "the domain '" + name() + "'", Feature.MIGRATE, supports(Feature.MIGRATE));
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
     * Waits until the guest has written a value to its marker port, or has since the present run began, or the last one if
     * it has ended: on a PC the I/O port {@code 0x80}, which firmware shows its progress by. It is the cheapest way for a
     * guest to say that it is ready. A run of a clone, or of what was restored, begins without marks, and so does a machine
     * that is reset.
     *
     * @param value 0 to 255
     * @throws OperationTimeoutException if it does not come in time; the evidence is the values that did come
     * @throws InvalidStateException at once when the domain is not active, or stops, without having written it
     * @throws ClosedException at once when its host is closed
     * @throws UnsupportedFeatureException without {@link Feature#MARKER}
     */
    default void awaitMarker(int value, Duration timeout) {
        throw new UnsupportedFeatureException("the domain '" + name() + "'", Feature.MARKER, supports(Feature.MARKER));
    }

    /**
     * The agent in its guest. Whether there is one, its calls tell.
     *
     * @throws UnsupportedFeatureException without {@link Feature#AGENT}
     */
    default Agent agent() {
        throw new UnsupportedFeatureException("the domain '" + name() + "'", Feature.AGENT, supports(Feature.AGENT));
    }

    /**
     * What there is to know of this domain now, for the report of a failure: texts by the names of the files that they
     * would be, as far as the host has them. {@code spec.txt}, {@code status.txt} with its lineage, {@code console.log}
     * with what the ring holds of the present run or the last, {@code crash.txt}, {@code disks.txt} with their statistics;
     * a backend may add others. What a guest prints may be secret, and it is in there.
     *
     * <p>A part that cannot be had says why, and the others are there all the same. The handle of a
     * {@link TransientDomain}'s owner answers when the domain is gone, too.
     */
    default Map<String, String> evidence() {
        return Evidence.of(this);
    }

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
