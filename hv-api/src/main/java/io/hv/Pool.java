package io.hv;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A place of a host's that holds volumes: a handle with nothing to close, equal to every other handle of the same pool. Safe for
 * any thread.
 *
 * <p>Every method but {@link #host()}, {@link #name()} and {@link #uuid()} throws {@link NotFoundException} once the pool is
 * undefined, and {@link ClosedException} once the host is closed. What concerns its room and its volumes throws
 * {@link InvalidStateException} while the pool is not active.
 */
public interface Pool {

    /** The host that it was asked of. */
    Host host();

    /** Its name. */
    String name();

    /** Its UUID. */
    UUID uuid();

    /**
     * What it was defined as, as far as the neutral spec can say it, with its UUID.
     *
     * @throws InvalidSpecException if the neutral spec has no such pool; others may have defined it in another way
     */
    PoolSpec spec();

    /** Whether its volumes can be used by it. */
    boolean isActive();

    /** Whether it stays when it is stopped. One that somebody has made for a while is gone then. */
    boolean isPersistent();

    /** Whether its host starts it when it starts itself; false until it is said. */
    boolean isAutostart();

    /**
     * Says whether its host starts it when it starts itself. Hosts inside of this process begin without pools, and only keep that.
     *
     * @throws InvalidStateException if it is not persistent
     * @throws HostFailureException if the host fails
     */
    void autostart(boolean on);

    /**
     * Starts it: makes its folder where that is missing, and looks at what is in it.
     *
     * @throws InvalidStateException if it is active
     * @throws HostFailureException if the host fails; it is not active then
     */
    void start();

    /**
     * Stops it. Its volumes stay, and machines that use them go on.
     *
     * @throws InvalidStateException if it is not active
     * @throws HostFailureException if the host fails
     */
    void stop();

    /**
     * Removes its definition. Its volumes stay where they are.
     *
     * @throws InvalidStateException if it is active
     * @throws HostFailureException if the host fails
     */
    void undefine();

    /**
     * Looks again at what is in it: at what others than its host have put there, or changed.
     *
     * @throws InvalidStateException if it is not active
     * @throws HostFailureException if the host fails
     */
    void refresh();

    /**
     * How much room there is in all, when it was last looked at.
     *
     * @throws InvalidStateException if it is not active
     */
    ByteSize capacity();

    /**
     * How much of that is free.
     *
     * @throws InvalidStateException if it is not active
     */
    ByteSize available();

    /**
     * What this pool cannot honour of a volume.
     *
     * @return nothing where {@link #create} would take it
     */
    List<SpecFault> check(VolumeSpec spec);

    /**
     * Makes a volume: all zeros, or with the content of what it stands on.
     *
     * @throws InvalidSpecException if this pool cannot honour the spec
     * @throws AlreadyExistsException if a volume has that name
     * @throws HostFailureException if the host fails, as where there is no room; nothing is left of it then
     */
    Volume create(VolumeSpec spec);

    /** All its volumes, in the order of their names. */
    List<Volume> volumes();

    /** The volume of that name, if there is one. */
    Optional<Volume> findVolume(String name);

    /**
     * The volume of that name.
     *
     * @throws NotFoundException if there is none
     */
    default Volume volume(String name) {
        return findVolume(name)
                .orElseThrow(() -> new NotFoundException(
                        "no volume is called '" + name + "' in the pool '" + name() + "'",
                        "list what there is with volumes(), or refresh() the pool"));
    }
}
