package io.hv;

/**
 * A disk of a domain by its target: a handle with nothing to close, equal to every other handle of the same target of the
 * same domain. Safe for any thread.
 *
 * <p>Every method but {@link #domain()} and {@link #target()} throws what the domain's own throw: {@link NotFoundException}
 * once the domain is undefined, and {@link ClosedException} once the host is closed.
 */
public interface Disk {

    /** The domain that it belongs to. */
    Domain domain();

    /** What the domain calls it, for example {@code vda}. */
    String target();

    /**
     * What it is, as far as the neutral spec can say it: in the machine where the domain is active, else as defined.
     *
     * @throws NotFoundException if the domain has it no more
     */
    DiskSpec spec();

    /**
     * How large the guest sees it, in bytes. Of a domain that is not active: how large the next start will make it.
     *
     * @throws NotFoundException if its file is not there, where the host can tell that
     * @throws HostFailureException if the host cannot look
     */
    ByteSize capacity();

    /**
     * Makes it larger or smaller, and tells the guest, which may take its time to look; legal when the domain is active.
     * A file grows by a hole. What lies beyond the new end of a smaller disk is lost.
     *
     * @param capacity a multiple of 512 bytes, not 0; else {@link IllegalArgumentException}
     * @throws UnsupportedFeatureException without {@link Feature#DISK_RESIZE}
     * @throws InvalidStateException if the domain is not active, or the disk is read-only
     * @throws HostFailureException if the host fails, for example for want of space; the capacity is as before
     */
    void resize(ByteSize capacity);

    /**
     * What it has done in the present run; legal when the domain is active.
     *
     * @throws UnsupportedFeatureException without {@link Feature#DISK_STATISTICS}
     * @throws InvalidStateException if the domain is not active
     */
    DiskStatistics statistics();

    /**
     * Asks the guest to let go of it, and takes it out of the machine when it has; legal when the domain is active. A guest
     * may take its time, or not listen at all, as one that is still booting. What it has not written by then is lost
     * to the disk. Cancelling the job ends the waiting, not the request.
     *
     * @return a job that ends with what it was, when it is out; it fails with an {@link InvalidStateException} where the machine
     *     ends before, or the host tells that the guest refuses. One that never answers is waited for until the job is cancelled
     * @throws UnsupportedFeatureException without {@link Feature#HOT_PLUG}
     * @throws InvalidStateException if the domain is not active, or is to be changed by {@link PlugFlag#DEFINITION} and is
     *     transient
     * @throws NotFoundException if the machine has it no more
     */
    default Job<DiskSpec> detach(PlugFlag... flags) {
        throw new UnsupportedFeatureException(toString(), Feature.HOT_PLUG, domain().supports(Feature.HOT_PLUG));
    }

    /** The bytes of a sector: what a capacity is a multiple of (virtio 1.2, 5.2.4). */
    int SECTOR = 512;
}
