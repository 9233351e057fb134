package io.hv.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.SecretPointer;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.SizeTByReference;

/** libvirt's own handle of a secret. Used by one thread. */
final class SecretRef extends NativeRef {

    private final SecretPointer pointer;

    SecretRef(LibvirtCalls calls, SecretPointer pointer, Connection.Lease lease) {
        super(calls, lease);
        this.pointer = pointer;
    }

    /** Its UUID; the handle itself holds it, nobody is asked. */
    UUID uuid() {
        return uuid(calls, pointer);
    }

    static UUID uuid(LibvirtCalls calls, SecretPointer pointer) {
        return NativeNames.uuid(bytes -> calls.virSecretGetUUID(pointer, bytes));
    }

    /** What it is for; the handle itself holds it, nobody is asked. */
    LibvirtSecretUsage usage() {
        return LibvirtSecretUsage.of(calls.virSecretGetUsageType(pointer));
    }

    /** For which one; the handle itself holds it, nobody is asked. */
    String usageId() {
        return calls.virSecretGetUsageID(pointer);
    }

    String xml() throws LibvirtFailure {
        return text(calls.virSecretGetXMLDesc(pointer, 0), "virSecretGetXMLDesc");
    }

    /** Its value; none where it was never set. libvirt's copy is wiped. */
    Optional<byte[]> value() throws LibvirtFailure {
        SizeTByReference size = new SizeTByReference();
        @Nullable Pointer value = calls.virSecretGetValue(pointer, size, 0);
        if (value == null) {
            return none(LibvirtFailure.last(calls, "virSecretGetValue"));
        }
        int length = Math.toIntExact(size.getValue());
        try {
            return Optional.of(value.getByteArray(0, length));
        } finally {
            value.clear(length);
            Native.free(Pointer.nativeValue(value));
        }
    }

    /** libvirt has one error for a secret without a value and for one that is not there. */
    private Optional<byte[]> none(LibvirtFailure failure) throws LibvirtFailure {
        if (failure.number() != ErrorNumber.VIR_ERR_NO_SECRET) {
            throw failure;
        }
        String unused = xml();
        return Optional.empty();
    }

    /** The copy that libvirt reads is wiped. */
    void value(byte[] bytes) throws LibvirtFailure {
        try (Memory copy = new Memory(bytes.length)) {
            try {
                copy.write(0, bytes, 0, bytes.length);
                check(calls.virSecretSetValue(pointer, copy, new SizeT(bytes.length), 0), "virSecretSetValue");
            } finally {
                copy.clear();
            }
        }
    }

    void undefine() throws LibvirtFailure {
        check(calls.virSecretUndefine(pointer), "virSecretUndefine");
    }

    @Override
    void free() {
        calls.virSecretFree(pointer);
    }
}
