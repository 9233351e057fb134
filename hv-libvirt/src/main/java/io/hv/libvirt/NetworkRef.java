package io.hv.libvirt;

import com.sun.jna.ptr.IntByReference;
import java.util.UUID;
import org.libvirt.jna.NetworkPointer;

/** libvirt's own handle of a network. Used by one thread. */
final class NetworkRef extends PersistentRef {

    private final NetworkPointer pointer;

    NetworkRef(LibvirtCalls calls, NetworkPointer pointer, Connection.Lease lease) {
        super(calls, lease);
        this.pointer = pointer;
    }

    @Override
    String name() {
        return calls.virNetworkGetName(pointer);
    }

    @Override
    UUID uuid() {
        return NativeNames.uuid(bytes -> calls.virNetworkGetUUID(pointer, bytes));
    }

    @Override
    boolean isActive() throws LibvirtFailure {
        return check(calls.virNetworkIsActive(pointer), "virNetworkIsActive") == 1;
    }

    @Override
    boolean isPersistent() throws LibvirtFailure {
        return check(calls.virNetworkIsPersistent(pointer), "virNetworkIsPersistent") == 1;
    }

    @Override
    boolean isAutostart() throws LibvirtFailure {
        IntByReference autostart = new IntByReference();
        check(calls.virNetworkGetAutostart(pointer, autostart), "virNetworkGetAutostart");
        return autostart.getValue() != 0;
    }

    @Override
    void autostart(boolean on) throws LibvirtFailure {
        check(calls.virNetworkSetAutostart(pointer, on ? 1 : 0), "virNetworkSetAutostart");
    }

    @Override
    String xml(int flags) throws LibvirtFailure {
        return text(calls.virNetworkGetXMLDesc(pointer, flags), "virNetworkGetXMLDesc");
    }

    @Override
    void start() throws LibvirtFailure {
        check(calls.virNetworkCreate(pointer), "virNetworkCreate");
    }

    @Override
    void stop() throws LibvirtFailure {
        check(calls.virNetworkDestroy(pointer), "virNetworkDestroy");
    }

    @Override
    void undefine() throws LibvirtFailure {
        check(calls.virNetworkUndefine(pointer), "virNetworkUndefine");
    }

    @Override
    void free() {
        calls.virNetworkFree(pointer);
    }
}
