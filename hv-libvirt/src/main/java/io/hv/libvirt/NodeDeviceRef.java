package io.hv.libvirt;

import java.util.List;
import java.util.stream.Stream;
import org.libvirt.jna.CString;
import org.libvirt.jna.DevicePointer;

/** libvirt's own handle of a device of a host. Used by one thread. */
final class NodeDeviceRef extends NativeRef {

    private final DevicePointer pointer;

    NodeDeviceRef(LibvirtCalls calls, DevicePointer pointer, Connection.Lease lease) {
        super(calls, lease);
        this.pointer = pointer;
    }

    /** Its name; the handle itself holds it, nobody is asked. */
    String name() {
        return calls.virNodeDeviceGetName(pointer);
    }

    String xml() throws LibvirtFailure {
        return text(calls.virNodeDeviceGetXMLDesc(pointer, 0), "virNodeDeviceGetXMLDesc");
    }

    List<String> capabilities() throws LibvirtFailure {
        CString[] names = new CString[check(calls.virNodeDeviceNumOfCaps(pointer), "virNodeDeviceNumOfCaps")];
        int count = check(calls.virNodeDeviceListCaps(pointer, names, names.length), "virNodeDeviceListCaps");
        return Stream.of(names).limit(count).map(CString::toString).toList();
    }

    @Override
    void free() {
        calls.virNodeDeviceFree(pointer);
    }
}
