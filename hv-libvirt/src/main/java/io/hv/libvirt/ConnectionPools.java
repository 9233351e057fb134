package io.hv.libvirt;

import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.StoragePoolPointer;

/** The storage pools of a {@link Connection}. Safe for any thread. */
final class ConnectionPools extends ConnectionRefs<StoragePoolPointer, PoolRef> {

    ConnectionPools(Connection connection) {
        super(connection, "StoragePool", ErrorNumber.VIR_ERR_NO_STORAGE_POOL);
    }

    @Override
    @Nullable
    StoragePoolPointer byName(String name) {
        return calls.virStoragePoolLookupByName(connection.pointer(), name);
    }

    @Override
    @Nullable
    StoragePoolPointer byUuid(byte[] uuid) {
        return calls.virStoragePoolLookupByUUID(connection.pointer(), uuid);
    }

    @Override
    @Nullable
    StoragePoolPointer defined(String xml) {
        return calls.virStoragePoolDefineXML(connection.pointer(), xml, 0);
    }

    @Override
    int all(PointerByReference array) {
        return calls.virConnectListAllStoragePools(connection.pointer(), array, 0);
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
