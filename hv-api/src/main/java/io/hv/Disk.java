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

    /** What it was defined as, as far as the neutral spec can say it. */
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

    /** The bytes of a sector: what a capacity is a multiple of (virtio 1.2, 5.2.4). */
    int SECTOR = 512;
}
