package io.hv.libvirt;

import io.hv.ByteSize;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.virStorageVolInfo;

/** libvirt's own handle of a volume. Used by one thread. */
final class VolumeRef extends NativeRef {

    private final StorageVolPointer pointer;

    VolumeRef(LibvirtCalls calls, StorageVolPointer pointer, Connection.Lease lease) {
        super(calls, lease);
        this.pointer = pointer;
    }

    /** libvirt's pointer, good until this is closed. */
    StorageVolPointer pointer() {
        return pointer;
    }

    /** Its name; the handle itself holds it, nobody is asked. */
    String name() {
        return calls.virStorageVolGetName(pointer);
    }

    String path() throws LibvirtFailure {
        return text(calls.virStorageVolGetPath(pointer), "virStorageVolGetPath");
    }

    String xml() throws LibvirtFailure {
        return text(calls.virStorageVolGetXMLDesc(pointer, 0), "virStorageVolGetXMLDesc");
    }

    ByteSize capacity() throws LibvirtFailure {
        return ByteSize.bytes(info().capacity);
    }

    ByteSize allocated() throws LibvirtFailure {
        return ByteSize.bytes(info().allocation);
    }

    private virStorageVolInfo info() throws LibvirtFailure {
        virStorageVolInfo info = new virStorageVolInfo();
        check(calls.virStorageVolGetInfo(pointer, info), "virStorageVolGetInfo");
        return info;
    }

    void resize(long bytes) throws LibvirtFailure {
        check(calls.virStorageVolResize(pointer, bytes, 0), "virStorageVolResize");
    }

    void delete() throws LibvirtFailure {
        check(calls.virStorageVolDelete(pointer, 0), "virStorageVolDelete");
    }

    @Override
    void free() {
        calls.virStorageVolFree(pointer);
    }
}
