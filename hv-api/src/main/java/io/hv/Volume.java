package io.hv;

/**
 * A disk's content that a host keeps in a {@link Pool}: a handle with nothing to close, equal to every other handle of a volume of
 * that name in that pool. Safe for any thread.
 *
 * <p>Every method but {@link #pool()} and {@link #name()} throws {@link NotFoundException} once the volume is gone or its pool is,
 * {@link InvalidStateException} while the pool is not active, and {@link ClosedException} once the host is closed.
 */
public interface Volume {

    /** The pool that it was asked of. */
    Pool pool();

    /** Its name. */
    String name();

    /** Where it is on the host. */
    HostPath path();

    /**
     * What it is, as far as the neutral spec can say it. Its capacity is always there, and what is reserved is what it takes at
     * present, at most its capacity.
     *
     * @throws InvalidSpecException if the neutral spec has no such volume; others may have put it there
     */
    VolumeSpec spec();

    /** How large a disk it is. */
    ByteSize capacity();

    /** How much room it takes at present. */
    ByteSize allocated();

    /** It as a disk's source: its file, in its format. */
    DiskSource source();

    /**
     * Makes it larger. What is new reads as zeros. A machine that has it as a disk sees that by {@link Disk#resize} only.
     *
     * @param capacity the new one, a multiple of 512 bytes; as large as before changes nothing
     * @throws InvalidSpecException if it is smaller than before, or no multiple of 512 bytes; nothing is changed then
     * @throws UnsupportedFeatureException without {@link Feature#VOLUME_RESIZE}
     * @throws HostFailureException if the host fails
     */
    void resize(ByteSize capacity);

    /**
     * Removes it, with its content. Whether a machine has it as a disk is not looked at.
     *
     * @throws HostFailureException if the host fails
     */
    void delete();
}
