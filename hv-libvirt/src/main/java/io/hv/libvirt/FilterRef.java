package io.hv.libvirt;

import java.util.UUID;
import org.libvirt.jna.NetworkFilterPointer;

/** libvirt's own handle of a network filter. Used by one thread. */
final class FilterRef extends NativeRef {

    private final NetworkFilterPointer pointer;

    FilterRef(LibvirtCalls calls, NetworkFilterPointer pointer, Connection.Lease lease) {
        super(calls, lease);
        this.pointer = pointer;
    }

    /** Its name; the handle itself holds it, nobody is asked. */
    String name() {
        return calls.virNWFilterGetName(pointer);
    }

    /** Its UUID; the handle itself holds it, nobody is asked. */
    UUID uuid() {
        return NativeNames.uuid(bytes -> calls.virNWFilterGetUUID(pointer, bytes));
    }

    String xml() throws LibvirtFailure {
        return text(calls.virNWFilterGetXMLDesc(pointer, 0), "virNWFilterGetXMLDesc");
    }

    void undefine() throws LibvirtFailure {
        check(calls.virNWFilterUndefine(pointer), "virNWFilterUndefine");
    }

    @Override
    void free() {
        calls.virNWFilterFree(pointer);
    }
}
