package io.hv.libvirt;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes libvirt's events of disks' jobs and of domains' jobs, and wakes those who follow one: an event may be lost, or be of
 * an earlier job, so it is a reason to look and not yet an answer. Following is for any thread; delivery is the event
 * loop's.
 */
final class JobFeed {

    private final Set<Follower<BlockJobStatus>> ofDisks = ConcurrentHashMap.newKeySet();
    private final Set<Follower<JobStats>> ofDomains = ConcurrentHashMap.newKeySet();

    /** Follows the jobs of a disk from now on. */
    Follower<BlockJobStatus> follow(UUID domain, String target, Runnable news) {
        return new Follower<>(ofDisks, domain, target, news);
    }

    /** Follows the jobs of a domain from now on. */
    Follower<JobStats> follow(UUID domain, Runnable news) {
        return new Follower<>(ofDomains, domain, "", news);
    }

    /** Something was told of a domain, perhaps of a job. */
    void told(LibvirtDomainEvent event) {
        switch (event.kind()) {
            case BLOCK_JOB_2 ->
                event.number("status")
                        .flatMap(status -> BlockJobStatus.of(status.intValue()))
                        .ifPresent(status -> ofDisks.forEach(each ->
                                each.offer(event.uuid(), event.text("disk").orElse(""), status)));
            case JOB_COMPLETED -> {
                JobStats stats = JobStats.told(event.details());
                ofDomains.forEach(each -> each.offer(event.uuid(), "", stats));
            }
            default -> {
                // Of no job.
            }
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
