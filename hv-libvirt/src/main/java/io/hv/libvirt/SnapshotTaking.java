package io.hv.libvirt;

import io.hv.AlreadyExistsException;
import io.hv.DomainState;
import io.hv.LifecycleEvent;
import io.hv.Snapshot;
import io.hv.SnapshotSpec;
import java.util.concurrent.locks.ReentrantLock;

/** Takes a snapshot, while nobody changes the domain's state by this process. */
final class SnapshotTaking {

    private final DomainHandle domain;
    private final SnapshotSpec spec;

    SnapshotTaking(DomainHandle domain, SnapshotSpec spec) {
        this.domain = domain;
        this.spec = spec;
    }

    /** All of it, on a thread of the job's. */
    Snapshot run(DomainJob<Snapshot> job, DomainRef ref) throws LibvirtFailure {
        job.requireGoing();
        SharedConnection shared = domain.host().shared();
        ReentrantLock lock = shared.domain(domain.uuid(), "snapshot of '" + domain.name() + "'");
        try {
            take(job, ref, shared);
            return new SnapshotHandle(domain, spec.name());
        } finally {
            lock.unlock();
            shared.settle();
        }
    }

    private void take(DomainJob<Snapshot> job, DomainRef ref, SharedConnection shared) throws LibvirtFailure {
        requireNone(ref);
        boolean isRunning = ref.status().state() == DomainState.RUNNING;
        // It stands still for a while, which is told of.
        try (Echo echo = isRunning ? shared.echo(domain.uuid(), LifecycleEvent.Type.RESUMED) : Echo.none()) {
            job.watched(() -> {
                ref.takeSnapshot(SnapshotXml.written(spec));
                return true;
            });
            echo.await();
        } catch (LibvirtFailure e) {
            // Another client may have been faster.
            requireNone(ref);
            throw e;
        }
    }

    private void requireNone(DomainRef ref) throws LibvirtFailure {
        try (SnapshotRef there = ref.snapshot(spec.name()).orElse(null)) {
            if (there != null) {
                throw new AlreadyExistsException(
                        domain + " has a snapshot '" + spec.name() + "' already", "choose another name, or delete it");
            }
        }
    }
}
