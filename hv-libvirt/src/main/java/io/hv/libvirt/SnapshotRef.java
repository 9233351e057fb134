package io.hv.libvirt;

import org.libvirt.jna.DomainSnapshotPointer;

/** libvirt's own handle of a snapshot. Used by one thread. */
final class SnapshotRef extends NativeRef {

    private final DomainSnapshotPointer pointer;

    SnapshotRef(LibvirtCalls calls, DomainSnapshotPointer pointer, Connection.Lease lease) {
        super(calls, lease);
        this.pointer = pointer;
    }

    /** Its name; the handle itself holds it, nobody is asked. */
    String name() {
        return calls.virDomainSnapshotGetName(pointer);
    }

    String xml() throws LibvirtFailure {
        return text(calls.virDomainSnapshotGetXMLDesc(pointer, 0), "virDomainSnapshotGetXMLDesc");
    }

    boolean isCurrent() throws LibvirtFailure {
        return check(calls.virDomainSnapshotIsCurrent(pointer, 0), "virDomainSnapshotIsCurrent") == 1;
    }

    /** Puts the domain back to it. */
    void revert(int flags) throws LibvirtFailure {
        check(calls.virDomainRevertToSnapshot(pointer, flags), "virDomainRevertToSnapshot");
    }

    void delete() throws LibvirtFailure {
        check(calls.virDomainSnapshotDelete(pointer, 0), "virDomainSnapshotDelete");
    }

    @Override
    void free() {
        calls.virDomainSnapshotFree(pointer);
    }
}
