package io.hv.libvirt;

import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.NetworkPointer;

/** The networks of a {@link Connection}. Safe for any thread. */
final class ConnectionNetworks extends ConnectionRefs<NetworkPointer, NetworkRef> {

    ConnectionNetworks(Connection connection) {
        super(connection, "Network", ErrorNumber.VIR_ERR_NO_NETWORK);
    }

    @Override
    @Nullable
    NetworkPointer byName(String name) {
        return calls.virNetworkLookupByName(connection.pointer(), name);
    }

    @Override
    @Nullable
    NetworkPointer byUuid(byte[] uuid) {
        return calls.virNetworkLookupByUUID(connection.pointer(), uuid);
    }

    @Override
    @Nullable
    NetworkPointer defined(String xml) {
        return calls.virNetworkDefineXML(connection.pointer(), xml);
    }

    @Override
    int all(PointerByReference array) {
        return calls.virConnectListAllNetworks(connection.pointer(), array, 0);
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
