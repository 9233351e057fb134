package io.hv.libvirt;

import io.hv.DomainState;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.libvirt.BlockWork.Ending;
import io.hv.libvirt.JobFeed.Follower;
import java.util.Optional;
import java.util.OptionalDouble;
import org.libvirt.Error.ErrorNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a disk's job done, and followed to its end. Whether it was done is read from what the disk is then, as an event of it
 * may be lost. For one thread.
 */
final class BlockJobRun {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    private final DomainHandle domain;
    private final String target;
    private final BlockWork work;
    private final SharedConnection shared;
    /** libvirt has told that the job is none any more. */
    private boolean ended;

    BlockJobRun(DomainHandle domain, String target, BlockWork work) {
        this.domain = domain;
        this.target = target;
        this.work = work;
        this.shared = domain.host().shared();
    }

    /** All of it, on a thread of the job's; returns the file that the disk writes then. */
    HostPath run(DomainJob<HostPath> job, DomainRef ref) throws LibvirtFailure {
        NewFiles files = new NewFiles(shared, work.makes());
        files.requireNone(job, ref);
        try (Follower<BlockJobStatus> news = shared.jobs().follow(domain.uuid(), target, job::news);
                Following following = new Following(domain, job, ref)) {
            job.requireGoing();
            work.begin(new BlockRef(ref));
            job.stage(work.words());
            try {
                return followed(job, news, following);
            } catch (LibvirtFailure | RuntimeException e) {
                abort(following.ref());
                files.remove(following.ref(), e);
                throw e;
            }
        }
    }

    private HostPath followed(DomainJob<HostPath> job, Follower<BlockJobStatus> news, Following following)
            throws LibvirtFailure {
        boolean stayed = following.untilEnd(ref -> look(job, news, ref), ref -> {
            new BlockRef(ref).abort(target, 0);
            return true;
        });
        ended = true;
        DiskChain now = following.asked(this::disk);
        if (stayed || work.isDone(now)) {
            return now.top();
        }
        job.requireGoing();
        throw new HostFailureException(
                work.words() + " the disk '" + target + "' of " + domain + " has ended without its end"
                        + news.last().map(status -> "; libvirt said: " + status).orElse(""),
                "somebody else may have stopped it; else see the daemon's log, and QEMU's of the domain",
                "virDomainGetBlockJobInfo",
                0,
                null);
    }

    /** The disk of a machine that is active: of one that is not libvirt tells the definition's. */
    private DiskChain disk(DomainRef ref) throws LibvirtFailure {
        DiskChain disk = DiskChain.require(DiskChain.all(ref.xml(0)), target, domain);
        DomainState state = ref.status().state();
        if (!state.isActive()) {
            throw new InvalidStateException(domain + " has ended meanwhile", "start it, and begin again");
        }
        return disk;
    }

    /** Nothing while it goes on; then whether this has ended it, with the disk as it was. */
    private Optional<Boolean> look(DomainJob<HostPath> job, Follower<BlockJobStatus> news, DomainRef ref)
            throws LibvirtFailure {
        BlockRef disk = new BlockRef(ref);
        Optional<OptionalDouble> progress = disk.job(target);
        if (progress.isEmpty()) {
            return Optional.of(false);
        }
        OptionalDouble fraction = progress.get();
        fraction.ifPresent(job::progress);
        boolean mayBeReady = fraction.orElse(0) >= 1
                || news.last().filter(BlockJobStatus.READY::equals).isPresent();
        return work.ending() != Ending.ITSELF
                        && mayBeReady
                        && !job.isStopped()
                        && disk(ref).isReady()
                ? finish(job, disk)
                : Optional.empty();
    }

    private Optional<Boolean> finish(DomainJob<HostPath> job, BlockRef disk) throws LibvirtFailure {
        boolean pivots = work.ending() == Ending.PIVOT;
        job.stage(pivots ? "going over to the other file" : "ending the copy");
        try {
            disk.abort(target, pivots ? LibvirtCalls.ABORT_PIVOT : 0);
            return Optional.of(!pivots);
        } catch (LibvirtFailure e) {
            if (e.number() != ErrorNumber.VIR_ERR_BLOCK_COPY_ACTIVE
                    && e.number() != ErrorNumber.VIR_ERR_OPERATION_INVALID) {
                throw e;
            }
            LOG.debug("{} is not ready after all, or has ended", this, e);
            return Optional.empty();
        }
    }

    /** What fails while the job goes on must not leave that alone. */
    private void abort(DomainRef ref) {
        if (ended) {
            return;
        }
        try {
            new BlockRef(ref).abort(target, 0);
        } catch (LibvirtFailure e) {
            LOG.debug("{} is not stopped: it may have ended", this, e);
        }
    }

    @Override
    public String toString() {
        return work.words() + " of the disk '" + target + "' of " + domain;
    }
}
