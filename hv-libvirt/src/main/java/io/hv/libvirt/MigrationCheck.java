package io.hv.libvirt;

import io.hv.Feature;
import io.hv.Host;
import io.hv.InvalidSpecException;
import io.hv.MigrationSpec;
import io.hv.SpecFault;
import io.hv.UnsupportedFeatureException;
import io.hv.libvirt.LibvirtMigration.Way;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a machine can move to a host in the way that is asked for, as far as can be seen before it begins. */
final class MigrationCheck {

    private MigrationCheck() {}

    /** Where it is to go; throws, with every fault, where it cannot. */
    static HostHandle destination(DomainHandle domain, HostHandle from, Host destination, MigrationSpec spec) {
        List<SpecFault> faults = new ArrayList<>();
        HostHandle to = handle(destination, faults);
        if (to != null && to.shared() == from.shared()) {
            faults.add(SpecFault.of("destination", to.uri().toString(), "it is there already", "name another host"));
        }
        LibvirtMigration how = Migration.options(spec);
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
        return to;
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
}
