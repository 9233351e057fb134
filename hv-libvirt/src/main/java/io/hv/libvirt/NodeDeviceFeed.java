package io.hv.libvirt;

import com.sun.jna.Pointer;
import io.hv.Event;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DevicePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes libvirt's events of a host's devices and hands them on. Delivery is on the event loop's thread. */
final class NodeDeviceFeed {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    private final LibvirtCalls calls;
    private final Consumer<Event> tell;
    private final LibvirtCalls.ResourceCallback lifecycle = this::lived;
    private final LibvirtCalls.ChangeCallback update = this::changed;

    NodeDeviceFeed(LibvirtCalls calls, Consumer<Event> tell) {
        this.calls = calls;
        this.tell = tell;
    }

    List<Registration> registrations() {
        String function = "virConnectNodeDeviceEventRegisterAny";
        return List.of(
                new Registration(
                        function,
                        true,
                        connection -> calls.virConnectNodeDeviceEventRegisterAny(
                                connection, null, LibvirtCalls.EVENT_LIFECYCLE, lifecycle, null, null),
                        calls::virConnectNodeDeviceEventDeregisterAny),
                new Registration(
                        function,
                        true,
                        connection -> calls.virConnectNodeDeviceEventRegisterAny(
                                connection, null, NodeDeviceCalls.NODE_DEVICE_UPDATE, update, null, null),
                        calls::virConnectNodeDeviceEventDeregisterAny));
    }

    /** {@code virNodeDeviceEventLifecycleType}, which has two more, of definitions of mediated devices. */
    private void lived(Pointer connection, Pointer device, int event, int detail, @Nullable Pointer opaque) {
        switch (event) {
            case 0 -> told(device, LibvirtNodeDeviceEvent.Type.CREATED);
            case 1 -> told(device, LibvirtNodeDeviceEvent.Type.DELETED);
            default -> LOG.debug("event {} of a device is not told", event);
        }
    }

    private void changed(Pointer connection, Pointer device, @Nullable Pointer opaque) {
        told(device, LibvirtNodeDeviceEvent.Type.UPDATED);
    }

    private void told(Pointer address, LibvirtNodeDeviceEvent.Type type) {
        try {
            DevicePointer device = new DevicePointer();
            device.setPointer(address);
            tell.accept(new LibvirtNodeDeviceEvent(calls.virNodeDeviceGetName(device), type));
        } catch (RuntimeException e) {
            // Nothing may be thrown into libvirt.
            LOG.error("event {} of a device could not be delivered", type, e);
        }
    }
}
