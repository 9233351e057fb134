package io.hv.libvirt;

import com.sun.jna.PointerType;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.ConnectionPointer;

/**
 * What a {@link Connection} has beside domains, of one type. Each handle that is given out has to be closed. Safe for any
 * thread.
 *
 * @param <P> libvirt's type of it
 * @param <R> a handle
 */
abstract class ConnectionRefs<P extends PointerType, R extends NativeRef> {

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

    /** A function of libvirt's that gives one of them; null where it failed. */
    interface Source<P> {
        @Nullable
        P from(ConnectionPointer connection);
    }

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

    final List<R> list() throws LibvirtFailure {
        try (Connection.Lease held = leases.get()) {
            PointerByReference array = new PointerByReference();
            int count = LibvirtFailure.check(calls, all(held.pointer(), array), "virConnectListAll" + type + "s");
            return NativeArray.taken(array.getValue(), count, this::pointer, each -> ref(each, held.another()));
        }
    }

    /** What a look-up finds, by the end of that function's name. */
    final Optional<R> found(String function, Source<P> lookUp) throws LibvirtFailure {
        try {
            return Optional.of(made(function, lookUp));
        } catch (LibvirtFailure e) {
            if (e.number() == none) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The handle of what a function gives, by the end of its name. */
    final R made(String function, Source<P> source) throws LibvirtFailure {
        try (Connection.Lease held = leases.get()) {
            P pointer = LibvirtFailure.present(calls, source.from(held.pointer()), "vir" + type + function);
            return ref(pointer, held.another());
        }
    }
}
