package io.hv.libvirt;

import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DevicePointer;

/** The devices of the host of a {@link Connection}. Safe for any thread. */
final class ConnectionNodeDevices extends ConnectionRefs<DevicePointer, NodeDeviceRef> {

    ConnectionNodeDevices(Connection connection) {
        super(connection, "NodeDevice", ErrorNumber.VIR_ERR_NO_NODE_DEVICE);
    }

    Optional<NodeDeviceRef> find(String name) throws LibvirtFailure {
        return NativeNames.isCString(name)
                ? found("LookupByName", connection -> calls.virNodeDeviceLookupByName(connection, name))
                : Optional.empty();
    }

    /** The names of those that have a capability; libvirt's other list knows capabilities by flags only. */
    List<String> names(String capability) throws LibvirtFailure {
        if (!NativeNames.isCString(capability)) {
            return List.of();
        }
        try (Connection.Lease held = connection.lease()) {
            int expected = LibvirtFailure.check(
                    calls, calls.virNodeNumOfDevices(held.pointer(), capability, 0), "virNodeNumOfDevices");
            while (true) {
                // One more than there are: were it filled, some that have come meanwhile might be missing.
                CString[] names = new CString[expected + 1];
                int count = LibvirtFailure.check(
                        calls,
                        calls.virNodeListDevices(held.pointer(), capability, names, names.length, 0),
                        "virNodeListDevices");
                List<String> all =
                        Stream.of(names).limit(count).map(CString::toString).toList();
                if (count < names.length) {
                    return all;
                }
                expected = 2 * count;
            }
        }
    }

    @Override
    int all(ConnectionPointer connection, PointerByReference array) {
        return calls.virConnectListAllNodeDevices(connection, array, 0);
    }

    @Override
    DevicePointer pointer() {
        return new DevicePointer();
    }

    @Override
    NodeDeviceRef ref(DevicePointer pointer, Connection.Lease lease) {
        return new NodeDeviceRef(calls, pointer, lease);
    }
}
