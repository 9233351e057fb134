package io.hv.libvirt;

import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.NetworkPointer;

/** The networks of a {@link Connection}. Safe for any thread. */
final class ConnectionNetworks extends ConnectionShelf<NetworkPointer, NetworkRef> {

    ConnectionNetworks(Connection connection) {
        super(connection, "Network", ErrorNumber.VIR_ERR_NO_NETWORK);
    }

    @Override
    @Nullable
    NetworkPointer byName(ConnectionPointer connection, String name) {
        return calls.virNetworkLookupByName(connection, name);
    }

    @Override
    @Nullable
    NetworkPointer byUuid(ConnectionPointer connection, byte[] uuid) {
        return calls.virNetworkLookupByUUID(connection, uuid);
    }

    @Override
    @Nullable
    NetworkPointer defined(ConnectionPointer connection, String xml) {
        return calls.virNetworkDefineXML(connection, xml);
    }

    @Override
    int all(ConnectionPointer connection, PointerByReference array) {
        return calls.virConnectListAllNetworks(connection, array, 0);
    }

    @Override
    NetworkPointer pointer() {
        return new NetworkPointer();
    }

    @Override
    NetworkRef ref(NetworkPointer pointer, Connection.Lease lease) {
        return new NetworkRef(calls, pointer, lease);
    }
}
