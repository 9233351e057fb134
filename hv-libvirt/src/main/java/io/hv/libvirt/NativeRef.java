package io.hv.libvirt;

import java.util.concurrent.atomic.AtomicBoolean;
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
        return LibvirtFailure.check(calls, result, function);
    }

    final String text(@Nullable CString text, String function) throws LibvirtFailure {
        return LibvirtFailure.present(calls, text, function).toString();
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
