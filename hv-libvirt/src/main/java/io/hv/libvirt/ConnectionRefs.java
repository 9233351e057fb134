package io.hv.libvirt;

import com.sun.jna.PointerType;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.ConnectionPointer;

/**
 * What a {@link Connection} keeps definitions of, of one type. Each handle that is given out has to be closed. Safe for any thread.
 *
 * @param <P> libvirt's type of it
 * @param <R> a handle
 */
abstract class ConnectionRefs<P extends PointerType, R extends PersistentRef> {

    final LibvirtCalls calls;
    final Connection connection;
    /** Where the right to use the connection comes from. */
    final Supplier<Connection.Lease> leases;

    private final String type;
    private final ErrorNumber none;

    /**
     * Those of a connection.
     *
     * @param type what libvirt's functions call it
     * @param none the error where there is none of a name
     */
    ConnectionRefs(Connection connection, String type, ErrorNumber none) {
        this(connection, connection::lease, type, none);
    }

    /** The same by leases of the caller's, which may be of a connection that is being closed. */
    ConnectionRefs(Connection connection, Supplier<Connection.Lease> leases, String type, ErrorNumber none) {
        this.connection = connection;
        this.leases = leases;
        this.calls = connection.calls();
        this.type = type;
        this.none = none;
    }

    abstract @Nullable P byName(ConnectionPointer connection, String name);

    abstract @Nullable P byUuid(ConnectionPointer connection, byte[] uuid);

    abstract @Nullable P defined(ConnectionPointer connection, String xml);

    abstract int all(ConnectionPointer connection, PointerByReference array);

    abstract P pointer();

    abstract R ref(P pointer, Connection.Lease lease);

    /** Why the host has none at all, for example since it has no driver of them, or their daemon is not there. */
    final Optional<String> missing() {
        try {
            list().forEach(NativeRef::close);
            return Optional.empty();
        } catch (LibvirtFailure e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    final Optional<R> find(String name) throws LibvirtFailure {
        if (!Connection.isCString(name)) {
            return Optional.empty();
        }
        Connection.Lease held = leases.get();
        return found(byName(held.pointer(), name), "LookupByName", held);
    }

    final Optional<R> find(UUID uuid) throws LibvirtFailure {
        Connection.Lease held = leases.get();
        return found(byUuid(held.pointer(), Connection.bytes(uuid)), "LookupByUUID", held);
    }

    private Optional<R> found(@Nullable P pointer, String function, Connection.Lease held) throws LibvirtFailure {
        if (pointer != null) {
            return Optional.of(ref(pointer, held));
        }
        LibvirtFailure failure = failure(function);
        held.close();
        if (failure.number() == none) {
            return Optional.empty();
        }
        throw failure;
    }

    final List<R> list() throws LibvirtFailure {
        try (Connection.Lease held = leases.get()) {
            PointerByReference array = new PointerByReference();
            int count = connection.check(all(held.pointer(), array), "virConnectListAll" + type + "s");
            return NativeArray.taken(array.getValue(), count, this::pointer, each -> ref(each, held.another()));
        }
    }

    final R define(String xml) throws LibvirtFailure {
        Connection.Lease held = leases.get();
        return made(defined(held.pointer(), xml), "DefineXML", held);
    }

    /** The handle of what a function has made, which owns the lease; that is given back where it has made none. */
    final R made(@Nullable P pointer, String function, Connection.Lease held) throws LibvirtFailure {
        if (pointer == null) {
            LibvirtFailure failure = failure(function);
            held.close();
            throw failure;
        }
        return ref(pointer, held);
    }

    private LibvirtFailure failure(String function) {
        return LibvirtFailure.last(calls, "vir" + type + function);
    }
}
