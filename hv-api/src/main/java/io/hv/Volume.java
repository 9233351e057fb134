package io.hv;

import java.nio.file.Path;

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
     * Puts the bytes of a local file into it, from its beginning: the file as it is, with its format's own tables where it has
     * such. Where the file ends, what comes after stays as it was; ranges of zeros take no room in a new raw volume of the
     * file's size. One that fails or is cancelled leaves it half written; a cancel has an effect between two pieces.
     *
     * @param local a file of the machine of this process
     * @return a job that ends with how many bytes it was
     * @throws UnsupportedFeatureException without {@link Feature#VOLUME_TRANSFER}
     * @throws InvalidSpecException if it is raw, and smaller than the file; by the job, before anything is written
     * @throws HostFailureException if the file cannot be read, or the host fails; by the job
     */
    default Job<ByteSize> upload(Path local) {
        throw new UnsupportedFeatureException(
                toString(), Feature.VOLUME_TRANSFER, pool().host().supports(Feature.VOLUME_TRANSFER));
    }

    /**
     * Writes its bytes into a new local file: its own file as it is, with its format's tables where it has such. Holes stay
     * holes. A cancel has an effect between two pieces.
     *
     * @param local a path of the machine of this process, at which there is nothing yet; where it fails or is cancelled there
     *     is nothing again
     * @return a job that ends with how many bytes it was
     * @throws UnsupportedFeatureException without {@link Feature#VOLUME_TRANSFER}
     * @throws AlreadyExistsException if there is something at that path; by the job
     * @throws HostFailureException if the file cannot be written, or the host fails; by the job
     */
    default Job<ByteSize> download(Path local) {
        throw new UnsupportedFeatureException(
                toString(), Feature.VOLUME_TRANSFER, pool().host().supports(Feature.VOLUME_TRANSFER));
    }

    /**
     * Removes it, with its content. Whether a machine has it as a disk is not looked at.
     *
     * @throws HostFailureException if the host fails
     */
    void delete();
}
