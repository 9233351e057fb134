package io.hv.libvirt;

import com.sun.jna.Pointer;
import io.hv.ByteSize;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InvalidSpecException;
import io.hv.LifecycleEvent;
import io.hv.MigrationSpec;
import io.hv.SpecFault;
import io.hv.UnsupportedFeatureException;
import io.hv.VolumeSpec;
import io.hv.libvirt.LibvirtMigration.Way;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;

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
        boolean isPersistent = here.isPersistent();
        if (!isPersistent) {
            // It is forgotten when it has moved.
            from.shared().consoles().detach(domain.uuid());
        }
        Domain moved;
        try (FolderPools there = new FolderPools(to.shared().pools());
                Echo stopped = from.shared().echo(domain.uuid(), LifecycleEvent.Type.STOPPED);
                Echo started = to.shared().echo(domain.uuid(), LifecycleEvent.Type.STARTED)) {
            List<HostPath> made = new ArrayList<>();
            try {
                makeFiles(job, here, there, made);
                job.stage("connecting the hosts");
                moved = job.watched(() -> move(here, isPersistent));
            } catch (LibvirtFailure | RuntimeException e) {
                made.forEach(file -> there.remove(file, e));
                throw e;
            }
            await(stopped);
            await(started);
        }
        if (isPersistent) {
            undefine();
        } else {
            from.shared().forget(domain.uuid());
        }
        return moved;
    }

    private static void await(@Nullable Echo echo) {
        if (echo != null) {
            echo.await();
        }
    }

    /** libvirt fills files that are there, and would write over others' as gladly. */
    private void makeFiles(DomainJob<Domain> job, DomainRef here, FolderPools there, List<HostPath> made)
            throws LibvirtFailure {
        if (!spec.hasStorage()) {
            return;
        }
        for (DiskSpec disk : domain.spec().disks()) {
            HostPath file = disk.source().file().orElse(null);
            if (file == null || disk.isReadOnly()) {
                continue;
            }
            job.requireGoing();
            job.stage("making " + file + " there");
            ByteSize capacity = here.diskCapacity(disk.target().orElseThrow());
            VolumeSpec volume = VolumeSpec.of(PathNames.base(file), capacity)
                    .format(disk.source().format())
                    .build();
            there.ofNew(file).create(StorageXml.of(volume)).close();
            made.add(file);
        }
    }

    private Domain move(DomainRef here, boolean isPersistent) throws LibvirtFailure {
        int flags = flags(isPersistent);
        try (TypedParameters parameters = parameters()) {
            if (how.way() == Way.DIRECT) {
                try (Connection.Lease peer = to.shared().connection().lease()) {
                    DomainPointer moved = here.migrate(peer, parameters, flags);
                    try (DomainRef there = new DomainRef(
                            to.shared().connection().calls(),
                            Pointer.nativeValue(moved.getPointer()),
                            peer.another())) {
                        return new DomainHandle(to, there);
                    }
                }
            }
            here.migrate(peerUri(), parameters, flags);
            return to.domain(domain.uuid());
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
