package io.hv.libvirt;

import com.sun.jna.ptr.IntByReference;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.NetworkPointer;

/** libvirt's own handle of a network, owned for the length of a call and freed once. Used by one thread. */
final class NetworkRef implements AutoCloseable {

    private final LibvirtCalls calls;
    private final NetworkPointer pointer;
    private final Connection.Lease lease;
    private final AtomicBoolean freed = new AtomicBoolean();

    NetworkRef(LibvirtCalls calls, NetworkPointer pointer, Connection.Lease lease) {
        this.calls = calls;
        this.pointer = pointer;
        this.lease = lease;
    }

    /** Its name; the handle itself holds it, nobody is asked. */
    String name() {
        return calls.virNetworkGetName(pointer);
    }

    /** Its UUID; the handle itself holds it, nobody is asked. */
    UUID uuid() {
        byte[] bytes = new byte[16];
        calls.virNetworkGetUUID(pointer, bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    boolean isActive() throws LibvirtFailure {
        return check(calls.virNetworkIsActive(pointer), "virNetworkIsActive") == 1;
    }

    boolean isPersistent() throws LibvirtFailure {
        return check(calls.virNetworkIsPersistent(pointer), "virNetworkIsPersistent") == 1;
    }

    boolean isAutostart() throws LibvirtFailure {
        IntByReference autostart = new IntByReference();
        check(calls.virNetworkGetAutostart(pointer, autostart), "virNetworkGetAutostart");
        return autostart.getValue() != 0;
    }

    void autostart(boolean on) throws LibvirtFailure {
        check(calls.virNetworkSetAutostart(pointer, on ? 1 : 0), "virNetworkSetAutostart");
    }

    String xml(int flags) throws LibvirtFailure {
        @Nullable CString xml = calls.virNetworkGetXMLDesc(pointer, flags);
        if (xml == null) {
            throw LibvirtFailure.last(calls, "virNetworkGetXMLDesc");
        }
        return xml.toString();
    }

    void start() throws LibvirtFailure {
        check(calls.virNetworkCreate(pointer), "virNetworkCreate");
    }

    void stop() throws LibvirtFailure {
        check(calls.virNetworkDestroy(pointer), "virNetworkDestroy");
    }

    void undefine() throws LibvirtFailure {
        check(calls.virNetworkUndefine(pointer), "virNetworkUndefine");
    }

    private int check(int result, String function) throws LibvirtFailure {
        if (result < 0) {
            throw LibvirtFailure.last(calls, function);
        }
        return result;
    }

    /** Frees the handle; the network stays. Idempotent. */
    @Override
    public void close() {
        if (freed.compareAndSet(false, true)) {
            calls.virNetworkFree(pointer);
            lease.close();
        }
    }
}
