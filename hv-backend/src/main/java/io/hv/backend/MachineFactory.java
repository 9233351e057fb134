package io.hv.backend;

import io.hv.ByteSize;
import io.hv.Diagnosis;
import io.hv.DiskFormat;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.Host;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.PoolSpec;
import io.hv.SpecFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What a backend adds to {@link EmbeddedHosts}: machines, and networks and pools where it has them. Safe for any thread. */
public interface MachineFactory extends AutoCloseable {

    /** What it supports. The same answer each time. */
    FeatureTable features();

    /** What it cannot honour of a spec, beyond what {@link #features()} says. Opens nothing. */
    List<SpecFault> check(DomainSpec spec);

    /**
     * Its own options of a spec as texts, by names that begin with the backend's id and a dot, for definitions in files;
     * asked for only where definitions persist.
     *
     * @throws io.hv.InvalidSpecException if they cannot be told as texts, because they hold code
     */
    default Map<String, String> optionTexts(DomainSpec spec) {
        return Map.of();
    }

    /**
     * A spec with the options that {@link #optionTexts} gave; of other texts it takes no notice.
     *
     * @throws io.hv.InvalidSpecException if they are none
     */
    default DomainSpec withOptions(DomainSpec spec, Map<String, String> options) {
        return spec;
    }

    /**
     * Builds a machine, ready for its first {@link Machine#resume()}.
     *
     * @param console where its serial port ends
     * @throws io.hv.HypervisorException if it cannot be built; nothing is left of it then
     */
    Machine create(DomainSpec spec, UUID uuid, ConsoleBuffer console, MachineListener listener);

    /**
     * Builds a machine that goes on from an image, at its next {@link Machine#resume()}.
     *
     * @param image of a machine of this factory's
     * @param spec what the machine is: what that of the image was, with what was attached to it by then, but for name, UUID
     *     and, of clones, how disks are used
     * @param clone whether it is another machine than the image's, which gets a new generation and disks of its own
     * @throws io.hv.HypervisorException if it cannot be built; nothing is left of it then
     */
    default Machine create(
            MachineImage image,
            boolean clone,
            DomainSpec spec,
            UUID uuid,
            ConsoleBuffer console,
            MachineListener listener) {
        throw new IllegalStateException("a factory that claims " + Feature.CLONE_LIVE + ", and cannot");
    }

    /**
     * What a live clone is, so far as this backend's options say: what only one machine can have stays with the original.
     *
     * @param clone the original's spec, with the clone's name, UUID and disks
     */
    default DomainSpec cloned(DomainSpec clone) {
        return clone;
    }

    /** Whether a machine that was saved is what a domain is defined as, as far as a file tells. */
    default boolean isSame(DomainSpec defined, DomainSpec saved) {
        return defined.equals(saved);
    }

    /**
     * Opens a file that {@link MachineImage#write} has written; asked for only where {@link #features()} have
     * {@link Feature#SAVE}.
     *
     * @throws io.hv.HypervisorException if there is none, or it is damaged, or cannot go on here; the message says why
     */
    default SavedMachine open(Path file) {
        throw new IllegalStateException("a factory that claims " + Feature.SAVE + ", and cannot");
    }

    /** Which formats of disks it reads, and writes where they can be written. The same answer each time. */
    default Set<DiskFormat> diskFormats() {
        return Set.of(DiskFormat.RAW);
    }

    /**
     * How large the guest of a machine to come will see a disk; asked for only where {@link #features()} have disks. That of
     * a regular file, for factories whose {@link #diskFormats} are raw alone.
     *
     * @throws io.hv.NotFoundException if its file is not there
     */
    default ByteSize diskCapacity(DiskSpec disk) {
        return DiskFiles.capacity(disk);
    }

    /** What there is to say about this machine; asked for only where {@link #features()} have it. */
    default Diagnosis diagnose() {
        throw new IllegalStateException("a factory that claims " + Feature.DIAGNOSE + " and does not diagnose");
    }

    /** What it cannot honour of a network's spec; asked for only where {@link #features()} have networks. Opens nothing. */
    default List<SpecFault> check(NetworkSpec spec) {
        return List.of();
    }

    /**
     * Makes a network that machines can be connected to; asked for only where {@link #features()} have networks.
     *
     * @param spec with its UUID
     * @throws io.hv.HypervisorException if it cannot be made; nothing is left of it then
     */
    default RunningNetwork start(NetworkSpec spec) {
        throw new IllegalStateException("a factory that claims " + Feature.NETWORKS + ", and cannot");
    }

    /** The backend's own view of a network that is active, if this is its type. */
    default <T> Optional<T> networkAs(Class<T> type, Network network, RunningNetwork running) {
        return Optional.empty();
    }

    /** What it cannot honour of a pool's spec; asked for only where {@link #features()} have pools. Opens nothing. */
    default List<SpecFault> check(PoolSpec spec) {
        return List.of();
    }

    /**
     * Looks at a pool's folder, which is made where it is missing; asked for only where {@link #features()} have pools.
     *
     * @param spec with its UUID
     * @throws io.hv.HypervisorException if it cannot; the pool is not active then
     */
    default RunningPool start(PoolSpec spec) {
        throw new IllegalStateException("a factory that claims " + Feature.POOLS + ", and cannot");
    }

    /** The backend's own view of a host, if this is its type. */
    default <T> Optional<T> hostAs(Class<T> type, Host host) {
        return Optional.empty();
    }

    /**
     * The backend's own view of a domain, if this is its type.
     *
     * @param machine the machine of the present run, or the closed one of the last; empty before the first start
     */
    default <T> Optional<T> domainAs(Class<T> type, Domain domain, Supplier<Optional<Machine>> machine) {
        return Optional.empty();
    }

    /** Releases what all machines share. Called once, after the last machine was closed. */
    @Override
    void close();
}
