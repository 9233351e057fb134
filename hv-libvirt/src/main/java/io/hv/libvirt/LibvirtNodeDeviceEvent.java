package io.hv.libvirt;

import io.hv.Event;
import java.time.Instant;

/**
 * A device of a host's came, went, or is not as it was. Events of one device come in the order in which they happened. A host
 * whose libvirt has no devices has none. Immutable.
 */
public final class LibvirtNodeDeviceEvent implements Event {

    private final Instant time = Instant.now();
    private final String name;
    private final Type type;

    LibvirtNodeDeviceEvent(String name, Type type) {
        this.name = name;
        this.type = type;
    }

    @Override
    public Instant time() {
        return time;
    }

    /** libvirt's name of the device. */
    public String name() {
        return name;
    }

    /** What happened. */
    public Type type() {
        return type;
    }

    @Override
    public String toString() {
        return "device '" + name + "' " + type;
    }

    /** What can happen to it. */
    public enum Type {
        /** It is there now. */
        CREATED,
        /** It is not there any more. */
        DELETED,
        /** libvirt's XML of it is another now. */
        UPDATED
    }
}
