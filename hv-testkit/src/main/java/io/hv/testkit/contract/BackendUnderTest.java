package io.hv.testkit.contract;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.MigrationSpec;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.NicModel;
import io.hv.PoolSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the contracts must know of a backend. Implementations are public classes with a public constructor without
 * parameters, which are safe for any thread.
 */
public interface BackendUnderTest {

    /** The configuration parameter of the JUnit Platform that names the implementation, a class. */
    String KEY = "hv.testkit.backend";

    /** A short name; the class path holds the file {@code required-features/NAME}, see {@link FeatureContract}. */
    String name();

    /**
     * A URI for one contract, at best of a host without domains. Where all share one host, contracts only look at what
     * they made.
     */
    String freshUri();

    /** Opens a host. */
    default Host open(String uri) {
        return Host.open(uri);
    }

    /** The features that the backend claims: neither more nor fewer. */
    Set<Feature> claims();

    /** Features that it has on one machine and not on another; the list of those that it must claim leaves them out. */
    default Set<Feature> differsByMachine() {
        return Set.of();
    }

    /**
     * A spec of such a guest; nothing where the backend has none, and contracts that need it are skipped then.
     *
     * @param name the domain's name
     */
    Optional<DomainSpec> guest(GuestKind kind, String name);

    /** Waits until a {@link GuestKind#POLITE} guest, just started, can hear that it is asked to shut down. */
    default void untilItListens(Domain domain) {}

    /**
     * A network that the backend can start here without a change of the machine's own networks; asked for only where it claims
     * networks.
     *
     * @param name the network's name
     */
    default NetworkSpec network(String name) {
        return NetworkSpec.isolated(name).build();
    }

    /** Which networks it has, where it has any. */
    default Set<NetworkMode> networkModes() {
        return Set.of(NetworkMode.values());
    }

    /** Whether machines with cards in user mode can be started here, where it has cards. Their cards are on networks otherwise. */
    default boolean hasUserMode() {
        return true;
    }

    /** A network card that it has beside {@link NicModel#VIRTIO}, if it has one. */
    default Optional<NicModel> otherNic() {
        return Optional.of(NicModel.E1000);
    }

    /**
     * A pool that the backend can start here: of a folder that is not there yet and that no other pool has. Where the backend
     * makes it, the bench removes it.
     *
     * @param name the pool's name
     */
    default PoolSpec pool(String name) {
        return PoolSpec.folder(
                name, HostPath.of(Path.of(System.getProperty("java.io.tmpdir"), "hv-contract-" + UUID.randomUUID())));
    }

    /**
     * The URI of another host, to which machines can move; asked for only where the backend claims that they can. It holds only
     * what contracts bring there.
     */
    default String elsewhere() {
        throw new UnsupportedOperationException(name() + " claims that machines move, and knows no other host");
    }

    /** How machines move between the hosts of these tests, what contracts want apart. */
    default MigrationSpec migration() {
        return MigrationSpec.live();
    }

    /** The contracts that are known not to hold. */
    default List<KnownGap> knownGaps() {
        return List.of();
    }

    /** Why the backend cannot be tested on this machine; every contract is skipped then, for this reason. */
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /** How long a contract waits for what must happen. A contract that passes hardly ever waits that long. */
    default Duration patience() {
        return Patience.forWhatMustHappen();
    }

    /** How long a contract waits for what must not happen; it always waits that long. */
    default Duration blink() {
        return Patience.forWhatMustNotHappen();
    }

    /** What a JVM needs in order to open a host, besides the class path, for example {@code -Djna.encoding=UTF-8}. */
    default List<String> javaOptions() {
        return List.of();
    }

    /**
     * What this backend's machines leave visible outside their process: files, sockets, interfaces, processes. It must be
     * the same before a process is killed that runs a machine, and after.
     */
    default Set<String> traces() {
        return Set.of();
    }
}
