package io.hv.libvirt;

import io.hv.Domain;
import io.hv.DomainStatus;
import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.MigrationSpec;
import io.hv.libvirt.LibvirtMigration.Way;
import java.net.URI;
import java.util.List;

/**
 * Moves a machine from one connection's host to another's. The definition here goes when the machine is there, by a call of
 * its own: libvirtd must not forget a domain whose console is at its end, see {@link DomainConsole}.
 */
final class Migration {

    private static final long MIB = 1 << 20;

    private final DomainHandle domain;
    private final HostHandle from;
    private final HostHandle to;
    private final MigrationSpec spec;
    private final LibvirtMigration how;

    /** To a host that {@link MigrationCheck} has found possible. */
    Migration(DomainHandle domain, HostHandle from, HostHandle to, MigrationSpec spec) {
        this.domain = domain;
        this.from = from;
        this.to = to;
        this.spec = spec;
        this.how = options(spec);
    }

    static LibvirtMigration options(MigrationSpec spec) {
        return spec.options(LibvirtMigration.class).orElseGet(LibvirtMigration::direct);
    }

    /** All of it, on a thread of the job's. */
    Domain run(DomainJob<Domain> job, DomainRef here) throws LibvirtFailure {
        to.sharedWhileClosing().domains().requireFree(domain.name(), domain.uuid());
        requireNoSnapshots(here);
        boolean isPersistent = here.isPersistent();
        if (!isPersistent) {
            // It is forgotten when it has moved.
            from.shared().consoles().detach(domain.uuid());
        }
        MigrationFiles files = new MigrationFiles(to);
        try (Echo stopped = from.shared().echo(domain.uuid(), LifecycleEvent.Type.STOPPED);
                Echo started = to.shared().echo(domain.uuid(), LifecycleEvent.Type.STARTED)) {
            try {
                if (spec.hasStorage()) {
                    files.make(job, here);
                }
                job.stage("connecting the hosts");
                job.watched(() -> {
                    move(here, isPersistent);
                    return domain;
                });
            } catch (LibvirtFailure | RuntimeException e) {
                stayed(here, isPersistent, files, e);
                throw e;
            }
            stopped.await();
            started.await();
        }
        if (isPersistent) {
            undefine();
        } else {
            from.sharedWhileClosing().forget(domain.uuid());
        }
        return new DomainHandle(to, domain.name(), domain.uuid());
    }

    /** libvirt refuses them, when files have been made there already. */
    private void requireNoSnapshots(DomainRef here) throws LibvirtFailure {
        List<SnapshotRef> all = here.snapshots();
        all.forEach(NativeRef::close);
        if (!all.isEmpty()) {
            throw new InvalidStateException(
                    domain + " has " + all.size() + " snapshots, and libvirt moves no domain that has",
                    "delete them first, see snapshots()");
        }
    }

    /**
     * Clears away what was made for it there; unless it is there all the same: a daemon goes on with what it controls when
     * it is this process that is cut off.
     */
    private void stayed(DomainRef here, boolean isPersistent, MigrationFiles files, Exception because) {
        if (!isPersistent) {
            try {
                domain.attach(domain.itsConsole());
            } catch (RuntimeException e) {
                because.addSuppressed(e);
            }
        }
        if (files.made().isEmpty() || isCertainlyNotThere(here)) {
            files.remove(because);
        } else {
            because.addSuppressed(new IllegalStateException(
                    files.made() + " are left over on " + to.uri() + ": the machine may be there, or be on its way"));
        }
    }

    /** Both hosts answer, and it is not there: nothing is on its way then. */
    private boolean isCertainlyNotThere(DomainRef here) {
        try (DomainRef there =
                to.sharedWhileClosing().domains().find(domain.uuid()).orElse(null)) {
            DomainStatus unused = here.status();
            return there == null;
        } catch (LibvirtFailure | HypervisorException e) {
            return false;
        }
    }

    private void move(DomainRef here, boolean isPersistent) throws LibvirtFailure {
        int flags = flags(isPersistent);
        try (TypedParameters parameters = parameters()) {
            if (how.way() == Way.DIRECT) {
                try (Connection.Lease peer = to.shared().connection().lease()) {
                    here.migrate(peer, parameters, flags);
                }
            } else {
                here.migrate(peerUri(), parameters, flags);
            }
        }
    }

    /** A URI without host and transport means to a daemon itself, whatever socket it names. */
    private String peerUri() {
        String uri = how.peer().orElseGet(to::connectionUri);
        URI parsed = URI.create(uri);
        return how.peer().isPresent()
                        || parsed.getHost() != null
                        || parsed.getScheme().indexOf('+') >= 0
                ? uri
                : parsed.getScheme() + "+unix"
                        + uri.substring(parsed.getScheme().length());
    }

    private int flags(boolean isPersistent) {
        int flags = spec.isLive() ? LibvirtCalls.MIGRATE_LIVE : 0;
        flags |= isPersistent ? LibvirtCalls.MIGRATE_PERSIST_DEST : 0;
        flags |= spec.hasStorage() ? LibvirtCalls.MIGRATE_NON_SHARED_DISK : 0;
        flags |= how.isEncrypted() ? LibvirtCalls.MIGRATE_TLS : 0;
        flags |= how.hasSameFiles() ? LibvirtCalls.MIGRATE_UNSAFE : 0;
        return flags
                | switch (how.way()) {
                    case DIRECT -> 0;
                    case PEER_TO_PEER -> LibvirtCalls.MIGRATE_PEER2PEER;
                    case TUNNELLED -> LibvirtCalls.MIGRATE_PEER2PEER | LibvirtCalls.MIGRATE_TUNNELLED;
                };
    }

    private TypedParameters parameters() {
        TypedParameters parameters = new TypedParameters(8);
        how.memoryUri().ifPresent(uri -> parameters.add("migrate_uri", uri));
        how.storageUri().ifPresent(uri -> parameters.add("disks_uri", uri));
        how.listen().ifPresent(address -> parameters.add("listen_address", address));
        how.certifiedName().ifPresent(name -> parameters.add("tls.destination", name));
        spec.bandwidth().ifPresent(most -> parameters.add("bandwidth", (most.bytes() + MIB - 1) / MIB));
        return parameters;
    }

    private void undefine() {
        try {
            domain.undefine();
        } catch (HypervisorException e) {
            throw new HostFailureException(
                    domain + " has moved to " + to.uri() + ", and runs there, but is still defined on " + from.uri()
                            + ": " + e.getMessage(),
                    "undefine it there",
                    "virDomainUndefine",
                    0,
                    e);
        }
    }
}
