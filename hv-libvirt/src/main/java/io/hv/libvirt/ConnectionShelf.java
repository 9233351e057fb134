package io.hv.libvirt;

import com.sun.jna.PointerType;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.ConnectionPointer;

/**
 * What a {@link Connection} keeps definitions of, by name and UUID, of one type. Safe for any thread.
 *
 * @param <P> libvirt's type of it
 * @param <R> a handle
 */
abstract class ConnectionShelf<P extends PointerType, R extends NativeRef> extends ConnectionRefs<P, R> {

    ConnectionShelf(Connection connection, String type, ErrorNumber none) {
        super(connection, type, none);
    }

    /** The same by leases of the caller's, which may be of a connection that is being closed. */
    ConnectionShelf(Connection connection, Supplier<Connection.Lease> leases, String type, ErrorNumber none) {
        super(connection, leases, type, none);
    }

    abstract @Nullable P byName(ConnectionPointer connection, String name);

    abstract @Nullable P byUuid(ConnectionPointer connection, byte[] uuid);

    abstract @Nullable P defined(ConnectionPointer connection, String xml);

    final Optional<R> find(String name) throws LibvirtFailure {
        return NativeNames.isCString(name)
                ? found("LookupByName", connection -> byName(connection, name))
                : Optional.empty();
    }

    final Optional<R> find(UUID uuid) throws LibvirtFailure {
        return found("LookupByUUID", connection -> byUuid(connection, NativeNames.bytes(uuid)));
    }

    final R define(String xml) throws LibvirtFailure {
        return made("DefineXML", connection -> defined(connection, xml));
    }
}
