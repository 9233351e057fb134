package io.hv.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DevicePointer;

/** libvirt's functions of the devices of a host that libvirt-java lacks. */
interface NodeDeviceCalls {

    /** {@code VIR_NODE_DEVICE_EVENT_ID_UPDATE}. */
    int NODE_DEVICE_UPDATE = 1;

    /** All devices, in an array of libvirt's that the caller frees, as each that is in it. */
    int virConnectListAllNodeDevices(ConnectionPointer connection, PointerByReference devices, int flags);

    /** Begins to tell of a device's events, or all devices'; its number, or -1. */
    int virConnectNodeDeviceEventRegisterAny(
            ConnectionPointer connection,
            @Nullable DevicePointer device,
            int event,
            Callback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    /** Ends it. */
    int virConnectNodeDeviceEventDeregisterAny(ConnectionPointer connection, int number);
}
