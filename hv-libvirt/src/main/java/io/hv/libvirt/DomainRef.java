package io.hv.libvirt;

import com.sun.jna.ptr.IntByReference;
import io.hv.ByteSize;
import io.hv.DiskStatistics;
import io.hv.DomainStatus;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.virDomainBlockInfo;

/** libvirt's own handle of a domain, owned for the length of a call and freed once. Used by one thread. */
final class DomainRef implements AutoCloseable {

    private final LibvirtCalls calls;
    private final DomainPointer pointer;
    private final Connection.Lease lease;
    private final AtomicBoolean freed = new AtomicBoolean();

    DomainRef(LibvirtCalls calls, DomainPointer pointer, Connection.Lease lease) {
        this.calls = calls;
        this.pointer = pointer;
        this.lease = lease;
    }

    /** libvirt's pointer, good until this is closed. */
    DomainPointer pointer() {
        return pointer;
    }

    /** Its name; the handle itself holds it, nobody is asked. */
    String name() {
        return name(calls, pointer);
    }

    /** Its UUID; the handle itself holds it, nobody is asked. */
    UUID uuid() {
        return uuid(calls, pointer);
    }

    static String name(LibvirtCalls calls, DomainPointer domain) {
        return calls.virDomainGetName(domain);
    }

    static UUID uuid(LibvirtCalls calls, DomainPointer domain) {
        byte[] bytes = new byte[16];
        calls.virDomainGetUUID(domain, bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    DomainStatus status() throws LibvirtFailure {
        IntByReference state = new IntByReference();
        IntByReference reason = new IntByReference();
        check(calls.virDomainGetState(pointer, state, reason, 0), "virDomainGetState");
        return NativeStates.status(state.getValue(), reason.getValue());
    }

    boolean isPersistent() throws LibvirtFailure {
        return check(calls.virDomainIsPersistent(pointer), "virDomainIsPersistent") == 1;
    }

    /** What it is defined as, with what is secret in it. */
    String whole() throws LibvirtFailure {
        return xml(LibvirtCalls.XML_INACTIVE | LibvirtCalls.XML_SECURE);
    }

    String xml(int flags) throws LibvirtFailure {
        @Nullable CString xml = calls.virDomainGetXMLDesc(pointer, flags);
        if (xml == null) {
            throw LibvirtFailure.last(calls, "virDomainGetXMLDesc");
        }
        return xml.toString();
    }

    void start(int flags) throws LibvirtFailure {
        check(calls.virDomainCreateWithFlags(pointer, flags), "virDomainCreateWithFlags");
    }

    void suspend() throws LibvirtFailure {
        check(calls.virDomainSuspend(pointer), "virDomainSuspend");
    }

    void resume() throws LibvirtFailure {
        check(calls.virDomainResume(pointer), "virDomainResume");
    }

    void shutdown() throws LibvirtFailure {
        check(calls.virDomainShutdown(pointer), "virDomainShutdown");
    }

    void reset() throws LibvirtFailure {
        check(calls.virDomainReset(pointer, 0), "virDomainReset");
    }

    void destroy() throws LibvirtFailure {
        check(calls.virDomainDestroy(pointer), "virDomainDestroy");
    }

    void undefine() throws LibvirtFailure {
        check(calls.virDomainUndefine(pointer), "virDomainUndefine");
    }

    /** How large the guest sees a disk, or will see it. */
    ByteSize diskCapacity(String target) throws LibvirtFailure {
        virDomainBlockInfo info = new virDomainBlockInfo();
        check(calls.virDomainGetBlockInfo(pointer, target, info, 0), "virDomainGetBlockInfo");
        return ByteSize.bytes(info.capacity);
    }

    void resizeDisk(String target, ByteSize capacity) throws LibvirtFailure {
        check(
                calls.virDomainBlockResize(pointer, target, capacity.bytes(), LibvirtCalls.RESIZE_BYTES),
                "virDomainBlockResize");
    }

    DiskStatistics diskStatistics(String target) throws LibvirtFailure {
        return BlockStats.ask(calls, pointer, target);
    }

    private int check(int result, String function) throws LibvirtFailure {
        if (result < 0) {
            throw LibvirtFailure.last(calls, function);
        }
        return result;
    }

    /** Frees the handle; the domain stays. Idempotent. */
    @Override
    public void close() {
        if (freed.compareAndSet(false, true)) {
            calls.virDomainFree(pointer);
            lease.close();
        }
    }
}
