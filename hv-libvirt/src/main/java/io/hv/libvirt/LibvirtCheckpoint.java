package io.hv.libvirt;

import io.hv.Domain;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A moment of a domain's from which on libvirt keeps account of what is written to its disks, so that a backup can leave out
 * what is not: a handle with nothing to close, equal to every other of that name of that domain. Safe for any thread.
 * Implemented by this module only.
 *
 * <p>Every method but {@link #domain()} and {@link #name()} throws {@link io.hv.NotFoundException} once it is gone or its
 * domain is, and {@link io.hv.ClosedException} once the host is closed.
 */
public interface LibvirtCheckpoint {

    /** The domain that it is of. */
    Domain domain();

    /** Its name, unique among the domain's. */
    String name();

    /** Words for people; perhaps none. */
    String description();

    /** When it was created, in whole seconds by the host's clock. */
    Instant time();

    /** The targets of the disks whose changes are kept account of, for example {@code vda}. */
    List<String> disks();

    /** The last that there was when it was created; nothing for a first one. */
    Optional<LibvirtCheckpoint> parent();

    /** libvirt's XML of it, with the domain as it was. */
    String xml();

    /**
     * Forgets it; what was kept account of since it goes to its parent's, and those whose parent it is get that parent.
     *
     * @throws io.hv.InvalidStateException if the domain is not active
     * @throws io.hv.HostFailureException if the host fails
     */
    void delete();
}
