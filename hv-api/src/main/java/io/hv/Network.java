package io.hv;

import java.util.Optional;
import java.util.UUID;

/**
 * A network of a host's that machines are connected to: a handle with nothing to close, equal to every other handle of the
 * same network. Safe for any thread.
 *
 * <p>Every method but {@link #host()}, {@link #name()} and {@link #uuid()} throws {@link NotFoundException} once the network is
 * undefined, and {@link ClosedException} once the host is closed.
 */
public interface Network {

    /** The host that it was asked of. */
    Host host();

    /** Its name. */
    String name();

    /** Its UUID. */
    UUID uuid();

    /**
     * What it was defined as, as far as the neutral spec can say it, with its UUID.
     *
     * @throws InvalidSpecException if the neutral spec has no such network; others may have defined it in another way
     */
    NetworkSpec spec();

    /** Whether machines can be connected to it. */
    boolean isActive();

    /** Whether it stays when it is stopped. One that somebody has made for a while is gone then. */
    boolean isPersistent();

    /** Whether its host starts it when it starts itself; false until it is said. */
    boolean isAutostart();

    /**
     * Says whether its host starts it when it starts itself. Hosts inside of this process begin without networks, and only
     * keep that.
     *
     * @throws InvalidStateException if it is not persistent
     * @throws HostFailureException if the host fails
     */
    void autostart(boolean on);

    /**
     * The host's name of the bridge that it is on, while it is active: {@link NetworkSpec#hostBridge()}, or the host's own. Empty
     * where it is not active, and on a host that has no bridges.
     */
    Optional<String> bridge();

    /**
     * Starts it.
     *
     * @throws InvalidStateException if it is active
     * @throws HostFailureException if the host fails; it is not active then
     */
    void start();

    /**
     * Stops it, whoever is connected to it.
     *
     * @throws InvalidStateException if it is not active
     * @throws HostFailureException if the host fails
     */
    void stop();

    /**
     * Removes its definition.
     *
     * @throws InvalidStateException if it is active
     * @throws HostFailureException if the host fails
     */
    void undefine();

    /**
     * This network as its backend's own type, which can do more, for example {@code io.hv.kvm.KvmNetwork}.
     *
     * @throws UnsupportedFeatureException if this is another backend's
     * @throws InvalidStateException if the type is of networks that are active, and this one is not
     */
    default <T> T as(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        String backend = host().backend();
        throw new UnsupportedFeatureException(
                toString(),
                new Feature("as-" + backend),
                Support.no(
                        "it is of the backend " + backend + ", which has no " + type.getName(),
                        "ask for a type of that backend"));
    }
}
