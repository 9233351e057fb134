package io.hv;

import java.time.Instant;
import java.util.Optional;

/**
 * A moment of a domain's to which it can be put back: a handle with nothing to close, equal to every other handle of a
 * snapshot of that name of that domain. Snapshots of a domain are a tree: each has as its parent the one that was current
 * when it was taken. Safe for any thread.
 *
 * <p>Every method but {@link #domain()} and {@link #name()} throws {@link NotFoundException} once the snapshot is gone or
 * its domain is, and {@link ClosedException} once the host is closed.
 */
public interface Snapshot {

    /** The domain that it is of. */
    Domain domain();

    /** Its name, unique among the domain's. */
    String name();

    /** Words for people; perhaps none. */
    String description();

    /** When it was taken, in whole seconds by the host's clock. */
    Instant time();

    /** The state that the domain was in: one in which it is active, or {@link DomainState#SHUTOFF}. */
    DomainState state();

    /** The one that was current when it was taken; nothing for a first one. */
    Optional<Snapshot> parent();

    /** Whether the domain goes on from it: it was the last to be taken or put back to. */
    boolean isCurrent();

    /**
     * Puts the domain back to it: its disks, and where it was active its memory and processors; what the domain is now is
     * lost. Afterwards it is in the state that it was in when the snapshot was taken.
     *
     * @return a job that ends with the domain's status then, for the reason {@link StateReason#FROM_SNAPSHOT}; one that is
     *     cancelled while the host does it ends well
     * @throws HostFailureException if the host fails; by the job. The domain may be off then
     */
    Job<DomainStatus> revert();

    /**
     * Forgets it; those whose parent it is get its own parent.
     *
     * @throws HostFailureException if the host fails
     */
    void delete();
}
