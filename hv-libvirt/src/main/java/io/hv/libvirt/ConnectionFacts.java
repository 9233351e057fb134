package io.hv.libvirt;

import com.sun.jna.ptr.LongByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;

/** What the driver behind a {@link Connection} says of itself; it is asked each time. Safe for any thread. */
final class ConnectionFacts {

    private final Connection connection;
    private final LibvirtCalls calls;

    ConnectionFacts(Connection connection) {
        this.connection = connection;
        this.calls = connection.calls();
    }

    /** The driver's own name for itself, for example {@code QEMU}. */
    String type() throws LibvirtFailure {
        try (Connection.Lease held = connection.lease()) {
            return LibvirtFailure.present(calls, calls.virConnectGetType(held.pointer()), "virConnectGetType");
        }
    }

    /** The URI as libvirt resolved it. */
    String canonicalUri() throws LibvirtFailure {
        try (Connection.Lease held = connection.lease()) {
            return text(calls.virConnectGetURI(held.pointer()), "virConnectGetURI");
        }
    }

    /** libvirt's version where the driver runs: major · 1,000,000 + minor · 1,000 + release. */
    long version() throws LibvirtFailure {
        LongByReference version = new LongByReference();
        try (Connection.Lease held = connection.lease()) {
            LibvirtFailure.check(
                    calls, calls.virConnectGetLibVersion(held.pointer(), version), "virConnectGetLibVersion");
        }
        return version.getValue();
    }

    /** What its host is and runs, as libvirt's XML. */
    String capabilities() throws LibvirtFailure {
        try (Connection.Lease held = connection.lease()) {
            return text(calls.virConnectGetCapabilities(held.pointer()), "virConnectGetCapabilities");
        }
    }

    /** What domains of a type can have, as libvirt's XML. */
    String domainCapabilities(String domainType) throws LibvirtFailure {
        try (Connection.Lease held = connection.lease()) {
            return text(
                    calls.virConnectGetDomainCapabilities(held.pointer(), null, null, null, domainType, 0),
                    "virConnectGetDomainCapabilities");
        }
    }

    /** The most vCPUs that a domain of a type may have. */
    int maxVcpus(String domainType) throws LibvirtFailure {
        try (Connection.Lease held = connection.lease()) {
            return LibvirtFailure.check(
                    calls, calls.virConnectGetMaxVcpus(held.pointer(), domainType), "virConnectGetMaxVcpus");
        }
    }

    private String text(@Nullable CString result, String function) throws LibvirtFailure {
        return LibvirtFailure.present(calls, result, function).toString();
    }
}
