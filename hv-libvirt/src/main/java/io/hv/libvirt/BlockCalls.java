package io.hv.libvirt;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;

/** Of libvirt's functions for disks that are in use those that libvirt-java lacks. Names and arguments are libvirt's. */
interface BlockCalls {

    /** {@code VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA}. */
    int SNAPSHOT_NO_METADATA = 1 << 2;
    /** {@code VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY}. */
    int SNAPSHOT_DISK_ONLY = 1 << 4;
    /** {@code VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT}. */
    int SNAPSHOT_REUSE_EXT = 1 << 5;
    /** {@code VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE}. */
    int SNAPSHOT_QUIESCE = 1 << 6;
    /** {@code VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC}. */
    int SNAPSHOT_ATOMIC = 1 << 7;

    /** {@code VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES}. */
    int REBASE_BANDWIDTH_BYTES = 1 << 6;
    /** {@code VIR_DOMAIN_BLOCK_COMMIT_DELETE}. */
    int COMMIT_DELETE = 1 << 1;
    /** {@code VIR_DOMAIN_BLOCK_COMMIT_ACTIVE}. */
    int COMMIT_ACTIVE = 1 << 2;
    /** {@code VIR_DOMAIN_BLOCK_COMMIT_BANDWIDTH_BYTES}. */
    int COMMIT_BANDWIDTH_BYTES = 1 << 4;
    /** {@code VIR_DOMAIN_BLOCK_COPY_SHALLOW}. */
    int COPY_SHALLOW = 1;
    /** {@code VIR_DOMAIN_BLOCK_COPY_REUSE_EXT}. */
    int COPY_REUSE_EXT = 1 << 1;
    /** {@code VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB}: it need not survive the machine. */
    int COPY_TRANSIENT_JOB = 1 << 2;
    /** {@code VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT}. */
    int ABORT_PIVOT = 1 << 1;
    /** {@code VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES}. */
    int SPEED_BANDWIDTH_BYTES = 1;

    /** {@code VIR_DOMAIN_JOB_STATS_COMPLETED}, and {@code VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED}: of the last that ended. */
    int JOB_STATS_OF_LAST = 1 | 1 << 1;
    /** {@code VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN}. */
    int CHECKPOINT_XML_NO_DOMAIN = 1 << 1;
    /** {@code VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL}: parents first. */
    int CHECKPOINTS_PARENTS_FIRST = 1 << 1;

    /** Copies what a disk stands on into it, down to a base that stays; all of it where there is none. */
    int virDomainBlockRebase(DomainPointer domain, String disk, @Nullable String base, NativeLong bandwidth, int flags);

    /** As libvirt-java's, with parameters in memory of ours. */
    int virDomainBlockCopy(
            DomainPointer domain, String disk, String destination, Pointer parameters, int count, int flags);

    /** How fast a disk's job may be. */
    int virDomainBlockJobSetSpeed(DomainPointer domain, String disk, NativeLong bandwidth, int flags);
}
