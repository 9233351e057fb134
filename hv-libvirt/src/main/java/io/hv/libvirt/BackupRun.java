package io.hv.libvirt;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.NotFoundException;
import io.hv.OperationCancelledException;
import io.hv.libvirt.JobFeed.Follower;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has disks written into files, and followed to the end. For one thread. */
final class BackupRun {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    private final DomainHandle domain;
    private final BackupSpec spec;
    private final SharedConnection shared;

    BackupRun(DomainHandle domain, BackupSpec spec) {
        this.domain = domain;
        this.spec = spec;
        this.shared = domain.host().shared();
    }

    /** All of it, on a thread of the job's; returns the files by the disks' targets. */
    Map<String, HostPath> run(DomainJob<Map<String, HostPath>> job, DomainRef ref) throws LibvirtFailure {
        requireCheckpoints(ref);
        NewFiles files = new NewFiles(shared, spec.files().values());
        files.requireNone(job, ref);
        try (Follower<JobStats> news = shared.jobs().follow(domain.uuid(), job::news);
                Following following = new Following(domain, job, ref)) {
            job.requireGoing();
            begin(new BlockRef(ref));
            job.stage("writing " + spec.files().values());
            try {
                following.untilEnd(each -> look(job, news, each), each -> {
                    each.abortJob();
                    return true;
                });
                return spec.files();
            } catch (LibvirtFailure | RuntimeException e) {
                forgetCheckpoint(following.ref(), e);
                files.remove(following.ref(), e);
                throw e;
            }
        }
    }

    private void requireCheckpoints(DomainRef ref) throws LibvirtFailure {
        if (spec.since().isPresent() && !CheckpointRef.isThere(ref, spec.since().get())) {
            throw new NotFoundException(
                    domain + " has no checkpoint '" + spec.since().get() + "'",
                    "list what there is with checkpoints(), or make a full backup");
        }
        if (spec.checkpoint().isPresent()
                && CheckpointRef.isThere(ref, spec.checkpoint().get().name())) {
            throw taken(domain, spec.checkpoint().get());
        }
    }

    static AlreadyExistsException taken(DomainHandle domain, CheckpointSpec checkpoint) {
        return new AlreadyExistsException(
                domain + " has a checkpoint '" + checkpoint.name() + "' already", "choose another name, or delete it");
    }

    private void begin(BlockRef disks) throws LibvirtFailure {
        @Nullable
        String checkpoint = spec.checkpoint().map(BlockXml::checkpoint).orElse(null);
        disks.backup(BlockXml.backup(spec), checkpoint);
        if (spec.bandwidth().isPresent()) {
            spec.files()
                    .keySet()
                    .forEach(target -> limit(disks, target, spec.bandwidth().get()));
        }
    }

    private static void limit(BlockRef disks, String target, ByteSize perSecond) {
        try {
            disks.speed(target, perSecond);
        } catch (LibvirtFailure e) {
            LOG.debug("the backup of {} is not limited: it may have ended", target, e);
        }
    }

    /** Nothing while it goes on. */
    private Optional<Boolean> look(DomainJob<Map<String, HostPath>> job, Follower<JobStats> news, DomainRef ref)
            throws LibvirtFailure {
        BlockRef disks = new BlockRef(ref);
        JobStats now = disks.stats(0);
        if (now.isUnderWay() && now.isBackup()) {
            now.ofDisks().ifPresent(job::progress);
            return Optional.empty();
        }
        JobStats last = disks.stats(LibvirtCalls.JOB_STATS_OF_LAST);
        requireDone(
                last.isBackup() ? last : news.last().filter(JobStats::isBackup).orElse(last));
        return Optional.of(true);
    }

    private void requireDone(JobStats end) {
        if (end.isBackup() && end.isCompleted()) {
            return;
        }
        if (end.isBackup() && end.isCancelled()) {
            throw new OperationCancelledException("the backup of " + domain + " was cancelled", "begin it again");
        }
        throw new HostFailureException(
                "the backup of " + domain + " failed: "
                        + end.error().orElse("libvirt does not tell how it ended, or why"),
                "see that there is room for the files, and what QEMU's log of the domain says",
                "virDomainGetJobStats",
                end.type(),
                null);
    }

    /** What is written since then has its account of the checkpoint before again. */
    private void forgetCheckpoint(DomainRef ref, Exception because) {
        if (spec.checkpoint().isEmpty()) {
            return;
        }
        String name = spec.checkpoint().get().name();
        try (CheckpointRef made = CheckpointRef.find(ref, name).orElse(null)) {
            if (made != null) {
                made.delete();
            }
        } catch (LibvirtFailure e) {
            because.addSuppressed(new IllegalStateException("the checkpoint '" + name + "' is left over", e));
        }
    }
}
