package io.hv.libvirt;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;

/** One of libvirt's own handles, owned for the length of a call and freed once. Used by one thread. */
abstract class NativeRef implements AutoCloseable {

    final LibvirtCalls calls;
    private final Connection.Lease lease;
    private final AtomicBoolean freed = new AtomicBoolean();

    NativeRef(LibvirtCalls calls, Connection.Lease lease) {
        this.calls = calls;
        this.lease = lease;
    }

    /** Gives the handle back to libvirt. */
    abstract void free();

    /** Another lease of the connection, for what comes from this. */
    final Connection.Lease lease() {
        return lease.another();
    }

    final int check(int result, String function) throws LibvirtFailure {
        if (result < 0) {
            throw LibvirtFailure.last(calls, function);
        }
        return result;
    }

    final String text(@Nullable CString text, String function) throws LibvirtFailure {
        if (text == null) {
            throw LibvirtFailure.last(calls, function);
        }
        return text.toString();
    }

    /** What libvirt writes into 16 bytes, of a handle that holds it: nobody is asked. */
    static UUID uuid(ToIntFunction<byte[]> writer) {
        byte[] bytes = new byte[16];
        int unused = writer.applyAsInt(bytes);
        return uuid(bytes);
    }

    private static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** Frees the handle; what it is of stays. Idempotent. */
    @Override
    public final void close() {
        if (freed.compareAndSet(false, true)) {
            free();
            lease.close();
        }
    }
}
