package io.hv.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.NetworkPointer;

/** The networks of a {@link Connection}. Each that is handed out has to be closed. Safe for any thread. */
final class ConnectionNetworks {

    private final Connection connection;
    private final LibvirtCalls calls;

    ConnectionNetworks(Connection connection) {
        this.connection = connection;
        this.calls = connection.calls();
    }

    /** Why the host has no networks, for example since it has no driver of them, or their daemon is not there. */
    Optional<String> missing() {
        try {
            list().forEach(NetworkRef::close);
            return Optional.empty();
        } catch (LibvirtFailure e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    Optional<NetworkRef> find(String name) throws LibvirtFailure {
        if (!Connection.isCString(name)) {
            return Optional.empty();
        }
        Connection.Lease held = connection.lease();
        return found(calls.virNetworkLookupByName(connection.pointer(), name), "virNetworkLookupByName", held);
    }

    Optional<NetworkRef> find(UUID uuid) throws LibvirtFailure {
        Connection.Lease held = connection.lease();
        return found(
                calls.virNetworkLookupByUUID(connection.pointer(), Connection.bytes(uuid)),
                "virNetworkLookupByUUID",
                held);
    }

    private Optional<NetworkRef> found(@Nullable NetworkPointer network, String function, Connection.Lease held)
            throws LibvirtFailure {
        if (network != null) {
            return Optional.of(new NetworkRef(calls, network, held));
        }
        LibvirtFailure failure = LibvirtFailure.last(calls, function);
        held.close();
        if (failure.number() == ErrorNumber.VIR_ERR_NO_NETWORK) {
            return Optional.empty();
        }
        throw failure;
    }

    List<NetworkRef> list() throws LibvirtFailure {
        try (Connection.Lease held = connection.lease()) {
            PointerByReference array = new PointerByReference();
            int count = connection.check(
                    calls.virConnectListAllNetworks(connection.pointer(), array, 0), "virConnectListAllNetworks");
            Pointer networks = array.getValue();
            List<NetworkRef> all = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                NetworkPointer each = new NetworkPointer();
                each.setPointer(networks.getPointer((long) i * Native.POINTER_SIZE));
                all.add(new NetworkRef(calls, each, held.another()));
            }
            Native.free(Pointer.nativeValue(networks));
            return all;
        }
    }

    NetworkRef define(String xml) throws LibvirtFailure {
        Connection.Lease held = connection.lease();
        return found(calls.virNetworkDefineXML(connection.pointer(), xml), "virNetworkDefineXML", held)
                .orElseThrow(() -> LibvirtFailure.last(calls, "virNetworkDefineXML"));
    }
}
