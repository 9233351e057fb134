package io.hv.libvirt;

import io.hv.ByteSize;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.MigrationSpec;
import io.hv.SpecFault;
import io.hv.UnsupportedFeatureException;
import io.hv.VolumeSpec;
import io.hv.libvirt.LibvirtMigration.Way;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Moves a machine from one connection's host to another's. The definition here goes when the machine is there, by a call of
 * its own: libvirtd must not forget a domain whose console is at its end, see {@link DomainConsole}.
 */
final class Migration {

    private static final long MIB = 1 << 20;
    private static final long PATIENCE_MILLIS = 200;

    private final DomainHandle domain;
    private final HostHandle from;
    private final HostHandle to;
    private final MigrationSpec spec;
    private final LibvirtMigration how;

    private Migration(DomainHandle domain, HostHandle from, HostHandle to, MigrationSpec spec) {
        this.domain = domain;
        this.from = from;
        this.to = to;
        this.spec = spec;
        this.how = options(spec);
    }

    private static LibvirtMigration options(MigrationSpec spec) {
        return spec.options(LibvirtMigration.class).orElseGet(LibvirtMigration::direct);
    }

    /** One that is possible, as far as can be seen before it begins. */
    static Migration of(DomainHandle domain, HostHandle from, Host destination, MigrationSpec spec) {
        List<SpecFault> faults = new ArrayList<>();
        HostHandle to = handle(destination, faults);
        if (to != null && to.shared() == from.shared()) {
            faults.add(SpecFault.of("destination", to.uri().toString(), "it is there already", "name another host"));
        }
        LibvirtMigration how = options(spec);
        if (spec.hasStorage() && how.way() == Way.TUNNELLED) {
            faults.add(SpecFault.of(
                    "options.way",
                    how.way().toString(),
                    "libvirt sends no disks through the connection of its daemons",
                    "take LibvirtMigration.peerToPeer()"));
        }
        boolean isByPath =
                how.memoryUri().filter(uri -> uri.startsWith("unix:")).isPresent();
        if (spec.hasStorage() && isByPath && how.storageUri().isEmpty()) {
            faults.add(SpecFault.of(
                    "options.storageUri",
                    "",
                    "where memory goes by a path, libvirt must be told by which path disks go",
                    "say LibvirtMigration.storageUri(\"unix:///PATH\")"));
        }
        if (to != null && how.way() != Way.DIRECT && how.peer().isEmpty() && !isReachable(from, to)) {
            faults.add(SpecFault.of(
                    "options.peer",
                    "",
                    from.uri() + " is another machine, for which " + to.uri() + " means that machine itself",
                    "say LibvirtMigration.peer(URI): by what the daemon there reaches the one here"));
        }
        if (spec.hasStorage() && isByPath && how.isEncrypted()) {
            faults.add(SpecFault.of(
                    "options.storageUri",
                    how.storageUri().orElse(""),
                    "libvirt encrypts no disks that go by a path",
                    "say LibvirtMigration.memoryUri(\"tcp://HOST\")"));
        }
        if (to == null || !faults.isEmpty()) {
            throw new InvalidSpecException("migration of '" + domain.name() + "', " + spec, faults);
        }
        to.shared().driver().features().require(to.toString(), Feature.MIGRATE);
        return new Migration(domain, from, to, spec);
    }

    /** Whether the URI of one host means the same for the other's daemon. */
    private static boolean isReachable(HostHandle from, HostHandle to) {
        return from.uri().getHost() == null || to.uri().getHost() != null;
    }

    private static @Nullable HostHandle handle(Host destination, List<SpecFault> faults) {
        try {
            if (destination.as(LibvirtHost.class) instanceof HostHandle handle) {
                return handle;
            }
        } catch (UnsupportedFeatureException e) {
            // Told below.
        }
        faults.add(SpecFault.of(
                "destination",
                destination.uri().toString(),
                "it is a host of " + destination.backend(),
                "name a host of libvirt's"));
        return null;
    }

    /** All of it, on a thread of the job's. */
    Domain run(DomainJob<Domain> job, DomainRef here) throws LibvirtFailure {
        to.requireFree(domain.name(), domain.uuid());
        requireNoSnapshots(here);
        boolean isPersistent = here.isPersistent();
        if (!isPersistent) {
            // It is forgotten when it has moved.
            from.shared().consoles().detach(domain.uuid());
        }
        List<HostPath> made = new ArrayList<>();
        try (Echo stopped = from.shared().echo(domain.uuid(), LifecycleEvent.Type.STOPPED);
                Echo started = to.shared().echo(domain.uuid(), LifecycleEvent.Type.STARTED)) {
            try {
                makeFiles(job, here, made);
                job.stage("connecting the hosts");
                job.watched(() -> {
                    move(here, isPersistent);
                    return domain;
                });
            } catch (LibvirtFailure | RuntimeException e) {
                stayed(here, isPersistent, made, e);
                throw e;
            }
            await(stopped);
            await(started);
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
    private void stayed(DomainRef here, boolean isPersistent, List<HostPath> made, Exception because) {
        if (!isPersistent) {
            try {
                domain.attach(domain.itsConsole());
            } catch (RuntimeException e) {
                because.addSuppressed(e);
            }
        }
        if (made.isEmpty()) {
            return;
        }
        if (!isCertainlyNotThere(here)) {
            because.addSuppressed(new IllegalStateException(
                    made + " are left over on " + to.uri() + ": the machine may be there, or be on its way"));
            return;
        }
        inFolders(pools -> made.forEach(file -> pools.remove(file, because)), because);
    }

    /** Both hosts answer, and it is not there: nothing is on its way then. */
    private boolean isCertainlyNotThere(DomainRef here) {
        try (DomainRef there =
                to.sharedWhileClosing().connection().find(domain.uuid()).orElse(null)) {
            DomainStatus unused = here.status();
            return there == null;
        } catch (LibvirtFailure | HypervisorException e) {
            return false;
        }
    }

    /** Pools that are there for one are not another's, and one that is busy is nobody's: one at a time. */
    private void inFolders(FolderWork work, Exception because) {
        ReentrantLock lock = to.sharedWhileClosing().copies();
        lock.lock();
        try (FolderPools pools = new FolderPools(to.sharedWhileClosing().pools())) {
            work.of(pools);
        } catch (LibvirtFailure | RuntimeException e) {
            because.addSuppressed(e);
        } finally {
            lock.unlock();
        }
    }

    private interface FolderWork {
        void of(FolderPools pools) throws LibvirtFailure;
    }

    private static void await(@Nullable Echo echo) {
        if (echo != null) {
            echo.await();
        }
    }

    /** libvirt fills files that are there, and would write over others' as gladly. */
    private void makeFiles(DomainJob<Domain> job, DomainRef here, List<HostPath> made) throws LibvirtFailure {
        if (!spec.hasStorage()) {
            return;
        }
        Element machine = HardenedXml.parse(here.xml(0));
        job.stage("waiting for a copy there");
        ReentrantLock lock = copies(job);
        try (FolderPools there = new FolderPools(to.shared().pools())) {
            for (DiskSpec disk : DiskXml.own(machine)) {
                HostPath file = disk.source().file().orElseThrow();
                job.requireGoing();
                job.stage("making " + file + " there");
                ByteSize capacity = here.diskCapacity(disk.target().orElseThrow());
                VolumeSpec volume = VolumeSpec.of(PathNames.base(file), capacity)
                        .format(disk.source().format())
                        .build();
                there.ofNew(file).create(StorageXml.of(volume)).close();
                made.add(file);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Held by this thread, which goes on waiting as long as nobody cancels. */
    private ReentrantLock copies(DomainJob<Domain> job) {
        ReentrantLock lock = to.shared().copies();
        try {
            while (!lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                job.requireGoing();
            }
            return lock;
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("migration of '" + domain.name() + "'");
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
