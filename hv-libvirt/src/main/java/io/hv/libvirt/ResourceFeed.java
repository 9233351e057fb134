package io.hv.libvirt;

import com.sun.jna.Pointer;
import io.hv.Event;
import io.hv.ResourceEvent;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.NetworkPointer;
import org.libvirt.jna.StoragePoolPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes libvirt's life-cycle events of networks and pools and hands them on. Delivery is on the event loop's thread. */
final class ResourceFeed {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    private final LibvirtCalls calls;
    private final Consumer<Event> tell;
    /** libvirt keeps only their addresses, so the collector must not have them: this does. */
    private final LibvirtCalls.ResourceCallback networks = this::ofNetwork;

    private final LibvirtCalls.ResourceCallback pools = this::ofPool;

    ResourceFeed(LibvirtCalls calls, Consumer<Event> tell) {
        this.calls = calls;
        this.tell = tell;
    }

    Registration networks() {
        return new Registration(
                "virConnectNetworkEventRegisterAny",
                true,
                connection -> calls.virConnectNetworkEventRegisterAny(
                        connection, null, LibvirtCalls.EVENT_LIFECYCLE, networks, null, null),
                calls::virConnectNetworkEventDeregisterAny);
    }

    Registration pools() {
        return new Registration(
                "virConnectStoragePoolEventRegisterAny",
                true,
                connection -> calls.virConnectStoragePoolEventRegisterAny(
                        connection, null, LibvirtCalls.EVENT_LIFECYCLE, pools, null, null),
                calls::virConnectStoragePoolEventDeregisterAny);
    }

    private void ofNetwork(Pointer connection, Pointer resource, int event, int detail, @Nullable Pointer opaque) {
        NetworkPointer network = new NetworkPointer();
        network.setPointer(resource);
        told(
                ResourceEvent.Kind.NETWORK,
                event,
                bytes -> calls.virNetworkGetUUID(network, bytes),
                () -> calls.virNetworkGetName(network));
    }

    private void ofPool(Pointer connection, Pointer resource, int event, int detail, @Nullable Pointer opaque) {
        StoragePoolPointer pool = new StoragePoolPointer();
        pool.setPointer(resource);
        told(
                ResourceEvent.Kind.POOL,
                event,
                bytes -> calls.virStoragePoolGetUUID(pool, bytes),
                () -> calls.virStoragePoolGetName(pool));
    }

    private interface Name {
        String get();
    }

    private void told(ResourceEvent.Kind kind, int event, ToIntFunction<byte[]> uuid, Name name) {
        try {
            ResourceEvent.Type type = type(event);
            if (type != null) {
                tell.accept(ResourceEvent.now(kind, NativeNames.uuid(uuid), name.get(), type));
            }
        } catch (RuntimeException e) {
            // Nothing may be thrown into libvirt.
            LOG.error("event {} of a {} could not be delivered", event, kind, e);
        }
    }

    /** {@code virNetworkEventLifecycleType}, and {@code virStoragePoolEventLifecycleType}, which has two more. */
    private static ResourceEvent.@Nullable Type type(int event) {
        return switch (event) {
            case 0 -> ResourceEvent.Type.DEFINED;
            case 1 -> ResourceEvent.Type.UNDEFINED;
            case 2 -> ResourceEvent.Type.STARTED;
            case 3 -> ResourceEvent.Type.STOPPED;
            default -> null;
        };
    }
}
