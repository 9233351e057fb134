package io.hv.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.hv.DomainStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The functions that are called most, bound directly and with addresses instead of objects: a call by {@link LibvirtCalls}
 * takes about 2 µs more, which is longer than libvirt's own work where its driver is in this process. Bound when
 * {@link LibvirtRuntime} is made, before which nothing here may be called.
 */
final class QuickCalls {

    /** Where libvirt puts numbers, of each thread. */
    private static final ThreadLocal<ByteBuffer> NUMBERS = ThreadLocal.withInitial(
            () -> ByteBuffer.allocateDirect(2 * Integer.BYTES).order(ByteOrder.nativeOrder()));

    private QuickCalls() {}

    /** Binds them to a library that is loaded. */
    static void bind(String library) {
        Native.register(QuickCalls.class, library);
    }

    private static native long virDomainLookupByUUID(long connection, byte[] uuid);

    private static native int virDomainGetState(long domain, long state, long reason, int flags);

    private static native long virDomainGetXMLDesc(long domain, int flags);

    private static native long virDomainGetName(long domain);

    private static native int virDomainGetUUID(long domain, byte[] uuid);

    private static native int virDomainFree(long domain);

    /** A handle, to be freed; 0 where that failed. */
    static long find(Pointer connection, UUID uuid) {
        return virDomainLookupByUUID(Pointer.nativeValue(connection), NativeNames.bytes(uuid));
    }

    /** The state and its reason; null where that failed. */
    static @Nullable DomainStatus status(long domain) {
        ByteBuffer numbers = NUMBERS.get();
        long address = Pointer.nativeValue(Native.getDirectBufferPointer(numbers));
        return virDomainGetState(domain, address, address + Integer.BYTES, 0) < 0
                ? null
                : NativeStates.status(numbers.getInt(0), numbers.getInt(Integer.BYTES));
    }

    /** The document; null where that failed. */
    static @Nullable String xml(long domain, int flags) {
        long text = virDomainGetXMLDesc(domain, flags);
        if (text == 0) {
            return null;
        }
        try {
            return text(text);
        } finally {
            Native.free(text);
        }
    }

    static String name(long domain) {
        return text(virDomainGetName(domain));
    }

    static UUID uuid(long domain) {
        return NativeNames.uuid(bytes -> virDomainGetUUID(domain, bytes));
    }

    static void free(long domain) {
        int unused = virDomainFree(domain);
    }

    private static String text(long address) {
        return new Pointer(address).getString(0, StandardCharsets.UTF_8.name());
    }
}
