package io.hv.libvirt;

import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.hv.ByteSize;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.virStoragePoolInfo;

/** libvirt's own handle of a storage pool. Used by one thread. */
final class PoolRef extends PersistentRef {

    private final StoragePoolPointer pointer;

    PoolRef(LibvirtCalls calls, StoragePoolPointer pointer, Connection.Lease lease) {
        super(calls, lease);
        this.pointer = pointer;
    }

    @Override
    String name() {
        return calls.virStoragePoolGetName(pointer);
    }

    @Override
    UUID uuid() {
        return NativeNames.uuid(bytes -> calls.virStoragePoolGetUUID(pointer, bytes));
    }

    @Override
    boolean isActive() throws LibvirtFailure {
        return check(calls.virStoragePoolIsActive(pointer), "virStoragePoolIsActive") == 1;
    }

    @Override
    boolean isPersistent() throws LibvirtFailure {
        return check(calls.virStoragePoolIsPersistent(pointer), "virStoragePoolIsPersistent") == 1;
    }

    @Override
    boolean isAutostart() throws LibvirtFailure {
        IntByReference autostart = new IntByReference();
        check(calls.virStoragePoolGetAutostart(pointer, autostart), "virStoragePoolGetAutostart");
        return autostart.getValue() != 0;
    }

    @Override
    void autostart(boolean on) throws LibvirtFailure {
        check(calls.virStoragePoolSetAutostart(pointer, on ? 1 : 0), "virStoragePoolSetAutostart");
    }

    @Override
    String xml(int flags) throws LibvirtFailure {
        return text(calls.virStoragePoolGetXMLDesc(pointer, flags), "virStoragePoolGetXMLDesc");
    }

    /** Makes its folder where that is missing. */
    @Override
    void start() throws LibvirtFailure {
        check(calls.virStoragePoolBuild(pointer, 0), "virStoragePoolBuild");
        check(calls.virStoragePoolCreate(pointer, 0), "virStoragePoolCreate");
    }

    @Override
    void stop() throws LibvirtFailure {
        check(calls.virStoragePoolDestroy(pointer), "virStoragePoolDestroy");
    }

    @Override
    void undefine() throws LibvirtFailure {
        check(calls.virStoragePoolUndefine(pointer), "virStoragePoolUndefine");
    }

    @Override
    void free() {
        calls.virStoragePoolFree(pointer);
    }

    void refresh() throws LibvirtFailure {
        check(calls.virStoragePoolRefresh(pointer, 0), "virStoragePoolRefresh");
    }

    ByteSize capacity() throws LibvirtFailure {
        return ByteSize.bytes(info().capacity);
    }

    ByteSize available() throws LibvirtFailure {
        return ByteSize.bytes(info().available);
    }

    private virStoragePoolInfo info() throws LibvirtFailure {
        virStoragePoolInfo info = new virStoragePoolInfo();
        check(calls.virStoragePoolGetInfo(pointer, info), "virStoragePoolGetInfo");
        return info;
    }

    /** All volumes; each has to be closed. */
    List<VolumeRef> volumes() throws LibvirtFailure {
        PointerByReference array = new PointerByReference();
        int count = check(calls.virStoragePoolListAllVolumes(pointer, array, 0), "virStoragePoolListAllVolumes");
        return NativeArray.taken(array.getValue(), count, StorageVolPointer::new, this::volume);
    }

    Optional<VolumeRef> find(String name) throws LibvirtFailure {
        if (!NativeNames.isCString(name)) {
            return Optional.empty();
        }
        @Nullable StorageVolPointer volume = calls.virStorageVolLookupByName(pointer, name);
        if (volume != null) {
            return Optional.of(volume(volume));
        }
        LibvirtFailure failure = LibvirtFailure.last(calls, "virStorageVolLookupByName");
        if (failure.number() == ErrorNumber.VIR_ERR_NO_STORAGE_VOL) {
            return Optional.empty();
        }
        throw failure;
    }

    VolumeRef create(String xml) throws LibvirtFailure {
        StorageVolPointer volume =
                LibvirtFailure.present(calls, calls.virStorageVolCreateXML(pointer, xml, 0), "virStorageVolCreateXML");
        return volume(volume);
    }

    /** A volume with the content of another, perhaps of another pool. */
    VolumeRef createFrom(String xml, VolumeRef original) throws LibvirtFailure {
        StorageVolPointer volume = LibvirtFailure.present(
                calls,
                calls.virStorageVolCreateXMLFrom(pointer, xml, original.pointer(), 0),
                "virStorageVolCreateXMLFrom");
        return volume(volume);
    }

    private VolumeRef volume(StorageVolPointer volume) {
        return new VolumeRef(calls, volume, lease());
    }
}
