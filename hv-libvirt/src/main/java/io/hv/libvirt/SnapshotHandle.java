package io.hv.libvirt;

import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Job;
import io.hv.LifecycleEvent;
import io.hv.NotFoundException;
import io.hv.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** A snapshot by its name; every call looks it up anew. */
final class SnapshotHandle implements Snapshot {

    private final DomainHandle domain;
    private final String name;

    SnapshotHandle(DomainHandle domain, String name) {
        this.domain = domain;
        this.name = name;
    }

    /** All of a domain, in the order of their names. */
    static List<Snapshot> all(DomainHandle domain) {
        return domain.lookup().ask("snapshots", ref -> {
            List<Snapshot> all = new ArrayList<>();
            for (SnapshotRef each : ref.snapshots()) {
                try (each) {
                    all.add(new SnapshotHandle(domain, each.name()));
                }
            }
            all.sort(Comparator.comparing(Snapshot::name));
            return List.copyOf(all);
        });
    }

    /** What is asked of a snapshot that was found. */
    private interface Question<T> {
        T of(SnapshotRef ref) throws LibvirtFailure;
    }

    private <T> T ask(String what, Question<T> question) {
        return domain.lookup().ask(what + " of " + this, ref -> {
            try (SnapshotRef snapshot = find(ref)) {
                return question.of(snapshot);
            }
        });
    }

    private SnapshotRef find(DomainRef ref) throws LibvirtFailure {
        return ref.snapshot(name)
                .orElseThrow(() -> new NotFoundException(this + " is not there any more", "take it again"));
    }

    private SnapshotXml xml() {
        return ask("look-up", this::read);
    }

    private SnapshotXml read(SnapshotRef ref) throws LibvirtFailure {
        return Told.read(this, ref.xml(), SnapshotXml::of, "snapshot-dumpxml", "virDomainSnapshotGetXMLDesc");
    }

    @Override
    public DomainHandle domain() {
        return domain;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return xml().recorded().description();
    }

    @Override
    public Instant time() {
        return xml().recorded().time();
    }

    @Override
    public DomainState state() {
        return xml().state();
    }

    @Override
    public Optional<Snapshot> parent() {
        return xml().recorded().parent().map(parent -> new SnapshotHandle(domain, parent));
    }

    @Override
    public boolean isCurrent() {
        return ask("look-up", SnapshotRef::isCurrent);
    }

    @Override
    public Job<DomainStatus> revert() {
        SnapshotXml unused = xml();
        return DomainJob.start(domain.lookup(), "revert to " + this, (job, ref) -> {
            job.requireGoing();
            try (SnapshotRef snapshot = find(ref)) {
                return revert(ref, snapshot);
            }
        });
    }

    private DomainStatus revert(DomainRef ref, SnapshotRef snapshot) throws LibvirtFailure {
        SharedConnection shared = domain.host().shared();
        SnapshotXml target = read(snapshot);
        ReentrantLock lock = shared.domain(domain.uuid(), "revert to " + this);
        try {
            boolean wasActive = ref.status().state().isActive();
            boolean isActive = target.state().isActive();
            LifecycleEvent.Type told = isActive ? LifecycleEvent.Type.STARTED : LifecycleEvent.Type.STOPPED;
            try (Echo echo = isActive || wasActive ? shared.echo(domain.uuid(), told) : Echo.none()) {
                shared.startup().revert(ref, snapshot, target);
                echo.await();
            } catch (LibvirtFailure e) {
                // What the domain was may be lost: that is more than that somebody has cancelled it.
                throw e.translated("revert to " + this + ", after which the domain may be off,");
            }
            return shared.starts().seen(domain.uuid(), ref.status());
        } finally {
            lock.unlock();
            shared.settle();
        }
    }

    @Override
    public void delete() {
        boolean unused = ask("delete", ref -> {
            ref.delete();
            return true;
        });
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SnapshotHandle that && name.equals(that.name) && domain.equals(that.domain);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, name);
    }

    @Override
    public String toString() {
        return "the snapshot '" + name + "' of " + domain;
    }
}
