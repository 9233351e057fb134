package io.hv.libvirt;

import io.hv.HostPath;
import io.hv.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What libvirt does with the files of a domain's disks, mostly while they are in use:
 * {@code domain.as(LibvirtDomain.class).blocks()}. Disks are named by their targets, for example {@code vda}. Safe for any
 * thread. Implemented by this module only.
 *
 * <p>Every method that takes a target throws {@link io.hv.NotFoundException}, which names the disks there are, if the domain
 * has no such disk, {@link io.hv.InvalidSpecException} if the guest cannot write that, and unless it says otherwise
 * {@link io.hv.InvalidStateException} if the domain is not active. A job fails with that as soon as the domain ends
 * meanwhile; a connection that is lost and comes again ends none. Closing the host cancels them.
 */
public interface LibvirtBlocks {

    /**
     * The files and block devices of a disk: the first is the one that is written, each stands on the next. What is reached
     * otherwise is left out. Also of a disk that the guest cannot write.
     */
    List<HostPath> chain(String target);

    /**
     * Lets disks write new files from one moment on, all of them or none; each stands on the one that was written before,
     * which changes no more. Other disks go on as they are. Also of a domain that is off. libvirt keeps no account of it:
     * {@link #blockCommit} undoes it.
     *
     * @return a job that ends with the files that were written before, by the disks' targets; too late to cancel when libvirt
     *     has begun
     * @throws io.hv.AlreadyExistsException if a file is there already; by the job
     */
    Job<Map<String, HostPath>> takeDiskSnapshot(DiskSnapshotSpec spec);

    /**
     * Copies what a disk's file stands on into it.
     *
     * @return a job that ends with the file that the disk writes, which is the same; cancelled, that stands on what it stood on
     * @throws io.hv.NotFoundException if the base is none of the disk's files
     */
    Job<HostPath> blockPull(String target, BlockPull how);

    /**
     * Merges a file of a disk's into one that it stands on.
     *
     * @return a job that ends with the file that the disk writes then; cancelled, that is the one of before, and what the files
     *     below hold is changed in part, which the disk does not show
     * @throws io.hv.NotFoundException if a file is none of the disk's
     * @throws io.hv.InvalidStateException also if there is nothing that it could be merged into
     */
    Job<HostPath> blockCommit(String target, BlockCommit how);

    /**
     * Copies a disk while it is written.
     *
     * @return a job that ends with the file that the disk writes then; cancelled or failed, that is the one of before, and the
     *     copy is deleted
     * @throws io.hv.AlreadyExistsException if the file is there already; by the job
     */
    Job<HostPath> blockCopy(String target, BlockCopy how);

    /**
     * Keeps account from now on of what is written to disks, in their files: these have to be qcow2.
     *
     * @throws io.hv.AlreadyExistsException if there is one of that name
     * @throws io.hv.InvalidSpecException if a disk's format has no room for it
     */
    LibvirtCheckpoint createCheckpoint(CheckpointSpec spec);

    /** The domain's checkpoints, parents first; also of a domain that is off. */
    List<LibvirtCheckpoint> checkpoints();

    /** The one of that name; also of a domain that is off. */
    Optional<LibvirtCheckpoint> checkpoint(String name);

    /**
     * Writes what disks have at one moment into files, while they are written.
     *
     * @return a job that ends with the files, by the disks' targets; cancelled or failed, the files are deleted, and the
     *     checkpoint that it was to create is, too
     * @throws io.hv.AlreadyExistsException if a file is there already, or a checkpoint; by the job
     * @throws io.hv.NotFoundException also if there is no checkpoint of which it is to be the difference; by the job
     * @throws io.hv.InvalidSpecException if a disk's format has no room for a checkpoint; by the job
     */
    Job<Map<String, HostPath>> backup(BackupSpec spec);
}
