package io.hv.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.SecretPointer;
import org.libvirt.jna.SizeT;

/** libvirt's functions of secrets that libvirt-java lacks. */
interface SecretCalls {

    /** {@code VIR_SECRET_EVENT_ID_VALUE_CHANGED}. */
    int SECRET_VALUE_CHANGED = 1;

    /** All secrets, in an array of libvirt's that the caller frees, as each that is in it. */
    int virConnectListAllSecrets(ConnectionPointer connection, PointerByReference secrets, int flags);

    /** As libvirt-java's, but with the bytes where the caller can wipe them. */
    int virSecretSetValue(SecretPointer secret, Pointer value, SizeT size, int flags);

    /** Begins to tell of a secret's events, or all secrets'; its number, or -1. */
    int virConnectSecretEventRegisterAny(
            ConnectionPointer connection,
            @Nullable SecretPointer secret,
            int event,
            Callback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    /** Ends it. */
    int virConnectSecretEventDeregisterAny(ConnectionPointer connection, int number);
}
