package io.hv.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.hv.AlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.DomainByReference;
import org.libvirt.jna.DomainPointer;

/** The domains of a {@link Connection}. Each handle that is given out has to be closed. Safe for any thread. */
final class ConnectionDomains {

    private static final String BY_UUID = "virDomainLookupByUUID";

    private final Connection connection;
    private final LibvirtCalls calls;

    ConnectionDomains(Connection connection) {
        this.connection = connection;
        this.calls = connection.calls();
    }

    Optional<DomainRef> find(String name) throws LibvirtFailure {
        if (!NativeNames.isCString(name)) {
            return Optional.empty();
        }
        Connection.Lease held = connection.lease();
        return found(calls.virDomainLookupByName(held.pointer(), name), "virDomainLookupByName", held);
    }

    Optional<DomainRef> find(UUID uuid) throws LibvirtFailure {
        return find(uuid, connection.lease());
    }

    private Optional<DomainRef> find(UUID uuid, Connection.Lease held) throws LibvirtFailure {
        return found(QuickCalls.find(held.pointer().getPointer(), uuid), BY_UUID, held);
    }

    /**
     * As {@link #find(UUID)}, but of a domain that was asked for before it may be only the question that notices that it is
     * gone: {@link #forget} is for whoever does.
     */
    Optional<DomainRef> known(UUID uuid) throws LibvirtFailure {
        Connection.Lease held = connection.lease();
        KnownDomains domains = held.link().domains();
        KnownDomains.Handle known = domains.take(uuid);
        if (known == null) {
            long address = QuickCalls.find(held.pointer().getPointer(), uuid);
            if (address == 0) {
                return found(0, BY_UUID, held);
            }
            known = domains.own(uuid, address);
        }
        return Optional.of(new DomainRef(calls, known, held));
    }

    /** A domain is gone. */
    void forget(UUID uuid) {
        connection.link().ifPresent(link -> link.domains().forget(uuid));
    }

    /**
     * Looks whether a domain can be made.
     *
     * @throws AlreadyExistsException if there is one of its name or its UUID
     */
    void requireFree(String name, UUID uuid) throws LibvirtFailure {
        try (DomainRef taken = find(name).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(
                        "a domain called '" + name + "' is on " + connection.uri() + " already",
                        "choose another name, or undefine that one");
            }
        }
        try (DomainRef taken = find(uuid).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(
                        "a domain with the UUID " + uuid + " is on " + connection.uri() + " already: '" + taken.name()
                                + "'",
                        "choose another UUID, or leave it to the host");
            }
        }
    }

    /**
     * The domains that there are.
     *
     * @param filter libvirt's flags, 0 for all of them
     */
    List<DomainRef> list(int filter) throws LibvirtFailure {
        try (Connection.Lease held = connection.lease()) {
            DomainByReference array = new DomainByReference();
            int count = LibvirtFailure.check(
                    calls, calls.virConnectListAllDomains(held.pointer(), array, filter), "virConnectListAllDomains");
            Pointer domains = array.getValue();
            List<DomainRef> all = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                long each = Pointer.nativeValue(domains.getPointer((long) i * Native.POINTER_SIZE));
                all.add(new DomainRef(calls, each, held.another()));
            }
            Native.free(Pointer.nativeValue(domains));
            return all;
        }
    }

    DomainRef define(String xml) throws LibvirtFailure {
        Connection.Lease held = connection.lease();
        return made(calls.virDomainDefineXML(held.pointer(), xml), "virDomainDefineXML", held);
    }

    /**
     * Makes one that is active at once, and gone when it has ended.
     *
     * @param flags libvirt's, of a start
     */
    DomainRef create(String xml, int flags) throws LibvirtFailure {
        Connection.Lease held = connection.lease();
        return made(calls.virDomainCreateXML(held.pointer(), xml, flags), "virDomainCreateXML", held);
    }

    /**
     * Lets a machine go on from a file.
     *
     * @param flags how it is to go on; 0 for as it was saved
     */
    DomainRef restore(UUID uuid, String file, int flags) throws LibvirtFailure {
        // All by one lease: a connection that is being closed waits for it, and gives no other.
        try (Connection.Lease held = connection.lease()) {
            LibvirtFailure.check(
                    calls, calls.virDomainRestoreFlags(held.pointer(), file, null, flags), "virDomainRestoreFlags");
            return find(uuid, held.another()).orElseThrow(() -> LibvirtFailure.last(calls, BY_UUID));
        }
    }

    /** The XML of the machine that is in a file. */
    String saved(String file) throws LibvirtFailure {
        try (Connection.Lease held = connection.lease()) {
            return LibvirtFailure.present(
                            calls,
                            calls.virDomainSaveImageGetXMLDesc(held.pointer(), file, 0),
                            "virDomainSaveImageGetXMLDesc")
                    .toString();
        }
    }

    private DomainRef made(@Nullable DomainPointer domain, String function, Connection.Lease held)
            throws LibvirtFailure {
        return found(domain, function, held).orElseThrow(() -> LibvirtFailure.last(calls, function));
    }

    private Optional<DomainRef> found(@Nullable DomainPointer domain, String function, Connection.Lease held)
            throws LibvirtFailure {
        return found(domain == null ? 0 : Pointer.nativeValue(domain.getPointer()), function, held);
    }

    /** A handle that was given out, by its address; takes the lease over, also where it was not. */
    private Optional<DomainRef> found(long domain, String function, Connection.Lease held) throws LibvirtFailure {
        if (domain != 0) {
            return Optional.of(new DomainRef(calls, domain, held));
        }
        LibvirtFailure failure = LibvirtFailure.last(calls, function);
        held.close();
        if (failure.number() == ErrorNumber.VIR_ERR_NO_DOMAIN) {
            return Optional.empty();
        }
        throw failure;
    }
}
