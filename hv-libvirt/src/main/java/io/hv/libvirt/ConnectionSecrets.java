package io.hv.libvirt;

import com.sun.jna.ptr.PointerByReference;
import java.util.Optional;
import java.util.UUID;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.SecretPointer;

/** The secrets of a {@link Connection}. Safe for any thread. */
final class ConnectionSecrets extends ConnectionRefs<SecretPointer, SecretRef> {

    ConnectionSecrets(Connection connection) {
        super(connection, "Secret", ErrorNumber.VIR_ERR_NO_SECRET);
    }

    Optional<SecretRef> find(UUID uuid) throws LibvirtFailure {
        return found("LookupByUUID", connection -> calls.virSecretLookupByUUID(connection, NativeNames.bytes(uuid)));
    }

    Optional<SecretRef> find(LibvirtSecretUsage usage, String id) throws LibvirtFailure {
        return usage.isLookedUp() && NativeNames.isCString(id)
                ? found("LookupByUsage", connection -> calls.virSecretLookupByUsage(connection, usage.number(), id))
                : Optional.empty();
    }

    SecretRef define(String xml) throws LibvirtFailure {
        return made("DefineXML", connection -> calls.virSecretDefineXML(connection, xml, 0));
    }

    @Override
    int all(ConnectionPointer connection, PointerByReference array) {
        return calls.virConnectListAllSecrets(connection, array, 0);
    }

    @Override
    SecretPointer pointer() {
        return new SecretPointer();
    }

    @Override
    SecretRef ref(SecretPointer pointer, Connection.Lease lease) {
        return new SecretRef(calls, pointer, lease);
    }
}
