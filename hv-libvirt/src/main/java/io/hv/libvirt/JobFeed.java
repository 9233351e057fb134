package io.hv.libvirt;

import com.sun.jna.Pointer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt.VirConnectDomainEventBlockJobCallback;
import org.libvirt.jna.Libvirt.VirDomainEventCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes libvirt's events of disks' jobs and of domains' jobs, and wakes those who follow one: an event may be lost, or be of
 * an earlier job, so it is a reason to look and not yet an answer. Following is for any thread; delivery is the event
 * loop's.
 */
final class JobFeed {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    /** libvirt keeps only their addresses, so the collector must not have them: this does. */
    private final VirConnectDomainEventBlockJobCallback disks = this::ofDisk;

    private final BlockCalls.JobCompletedCallback domains = this::ofDomain;

    private final Set<Follower<BlockJobStatus>> ofDisks = ConcurrentHashMap.newKeySet();
    private final Set<Follower<JobStats>> ofDomains = ConcurrentHashMap.newKeySet();

    /** What is to be registered, by the event's number. */
    Map<Integer, VirDomainEventCallback> callbacks() {
        return Map.of(BlockCalls.EVENT_BLOCK_JOB_2, disks, BlockCalls.EVENT_JOB_COMPLETED, domains);
    }

    /** Follows the jobs of a disk from now on. */
    Follower<BlockJobStatus> follow(UUID domain, String target, Runnable news) {
        return new Follower<>(ofDisks, domain, target, news);
    }

    /** Follows the jobs of a domain from now on. */
    Follower<JobStats> follow(UUID domain, Runnable news) {
        return new Follower<>(ofDomains, domain, "", news);
    }

    private void ofDisk(
            ConnectionPointer connection,
            DomainPointer domain,
            String disk,
            int type,
            int status,
            @Nullable Pointer opaque) {
        guarded(() -> {
            UUID uuid = DomainRef.uuid(domain);
            BlockJobStatus.of(status).ifPresent(told -> ofDisks.forEach(each -> each.offer(uuid, disk, told)));
        });
    }

    private void ofDomain(
            ConnectionPointer connection,
            DomainPointer domain,
            Pointer parameters,
            int count,
            @Nullable Pointer opaque) {
        guarded(() -> {
            UUID uuid = DomainRef.uuid(domain);
            JobStats told = JobStats.told(TypedParameters.read(parameters, count));
            ofDomains.forEach(each -> each.offer(uuid, "", told));
        });
    }

    /** Nothing may be thrown into libvirt. */
    private static void guarded(Runnable delivery) {
        try {
            delivery.run();
        } catch (RuntimeException e) {
            LOG.error("the event of a job could not be delivered", e);
        }
    }

    /**
     * One who follows a job, until it is closed.
     *
     * @param <T> what is told
     */
    static final class Follower<T> implements AutoCloseable {

        private final Set<Follower<T>> all;
        private final UUID domain;
        private final String disk;
        private final Runnable news;
        private volatile @Nullable T last;

        private Follower(Set<Follower<T>> all, UUID domain, String disk, Runnable news) {
            this.all = all;
            this.domain = domain;
            this.disk = disk;
            this.news = news;
            all.add(this);
        }

        private void offer(UUID which, String target, T told) {
            if (which.equals(domain) && target.equals(disk)) {
                last = told;
                news.run();
            }
        }

        /** What was told last. */
        Optional<T> last() {
            return Optional.ofNullable(last);
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }
}
