package io.hv.libvirt;

import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.StoragePoolPointer;

/** The storage pools of a {@link Connection}. Safe for any thread. */
final class ConnectionPools extends ConnectionShelf<StoragePoolPointer, PoolRef> {

    ConnectionPools(Connection connection) {
        super(connection, "StoragePool", ErrorNumber.VIR_ERR_NO_STORAGE_POOL);
    }

    /** The same, for as long as a domain's handle is held, also while the connection is being closed. */
    ConnectionPools(Connection connection, DomainRef held) {
        super(connection, held::lease, "StoragePool", ErrorNumber.VIR_ERR_NO_STORAGE_POOL);
    }

    @Override
    @Nullable
    StoragePoolPointer byName(ConnectionPointer connection, String name) {
        return calls.virStoragePoolLookupByName(connection, name);
    }

    @Override
    @Nullable
    StoragePoolPointer byUuid(ConnectionPointer connection, byte[] uuid) {
        return calls.virStoragePoolLookupByUUID(connection, uuid);
    }

    @Override
    @Nullable
    StoragePoolPointer defined(ConnectionPointer connection, String xml) {
        return calls.virStoragePoolDefineXML(connection, xml, 0);
    }

    /** Makes one that is active at once, and gone when it is stopped. */
    PoolRef create(String xml) throws LibvirtFailure {
        return made("CreateXML", connection -> calls.virStoragePoolCreateXML(connection, xml, 0));
    }

    @Override
    int all(ConnectionPointer connection, PointerByReference array) {
        return calls.virConnectListAllStoragePools(connection, array, 0);
    }

    @Override
    StoragePoolPointer pointer() {
        return new StoragePoolPointer();
    }

    @Override
    PoolRef ref(StoragePoolPointer pointer, Connection.Lease lease) {
        return new PoolRef(calls, pointer, lease);
    }
}
