package io.hv.libvirt;

import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.NetworkFilterPointer;

/** The network filters of a {@link Connection}. Safe for any thread. */
final class ConnectionFilters extends ConnectionShelf<NetworkFilterPointer, FilterRef> {

    ConnectionFilters(Connection connection) {
        super(connection, "NWFilter", ErrorNumber.VIR_ERR_NO_NWFILTER);
    }

    @Override
    @Nullable
    NetworkFilterPointer byName(ConnectionPointer connection, String name) {
        return calls.virNWFilterLookupByName(connection, name);
    }

    @Override
    @Nullable
    NetworkFilterPointer byUuid(ConnectionPointer connection, byte[] uuid) {
        return calls.virNWFilterLookupByUUID(connection, uuid);
    }

    @Override
    @Nullable
    NetworkFilterPointer defined(ConnectionPointer connection, String xml) {
        return calls.virNWFilterDefineXML(connection, xml);
    }

    @Override
    int all(ConnectionPointer connection, PointerByReference array) {
        return calls.virConnectListAllNWFilters(connection, array, 0);
    }

    @Override
    NetworkFilterPointer pointer() {
        return new NetworkFilterPointer();
    }

    @Override
    FilterRef ref(NetworkFilterPointer pointer, Connection.Lease lease) {
        return new FilterRef(calls, pointer, lease);
    }
}
