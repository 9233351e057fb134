package io.hv.libvirt;

import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.DomainCheckpointPointer;

/** libvirt's own handle of a checkpoint. Used by one thread. */
final class CheckpointRef extends NativeRef {

    private final DomainCheckpointPointer pointer;

    private CheckpointRef(LibvirtCalls calls, DomainCheckpointPointer pointer, Connection.Lease lease) {
        super(calls, lease);
        this.pointer = pointer;
    }

    private static CheckpointRef of(DomainRef domain, DomainCheckpointPointer pointer) {
        return new CheckpointRef(domain.calls(), pointer, domain.lease());
    }

    /** Those of a domain, parents first; each has to be closed. */
    static List<CheckpointRef> all(DomainRef domain) throws LibvirtFailure {
        PointerByReference array = new PointerByReference();
        int count = LibvirtFailure.check(
                domain.calls(),
                domain.calls()
                        .virDomainListAllCheckpoints(domain.pointer(), array, LibvirtCalls.CHECKPOINTS_PARENTS_FIRST),
                "virDomainListAllCheckpoints");
        return NativeArray.taken(array.getValue(), count, DomainCheckpointPointer::new, each -> of(domain, each));
    }

    static Optional<CheckpointRef> find(DomainRef domain, String name) throws LibvirtFailure {
        if (!NativeNames.isCString(name)) {
            return Optional.empty();
        }
        @Nullable
        DomainCheckpointPointer found = domain.calls().virDomainCheckpointLookupByName(domain.pointer(), name, 0);
        if (found != null) {
            return Optional.of(of(domain, found));
        }
        LibvirtFailure failure = LibvirtFailure.last(domain.calls(), "virDomainCheckpointLookupByName");
        if (failure.number() == ErrorNumber.VIR_ERR_NO_DOMAIN_CHECKPOINT) {
            return Optional.empty();
        }
        throw failure;
    }

    static boolean isThere(DomainRef domain, String name) throws LibvirtFailure {
        try (CheckpointRef there = find(domain, name).orElse(null)) {
            return there != null;
        }
    }

    /** Creates one. */
    static void create(DomainRef domain, String xml) throws LibvirtFailure {
        DomainCheckpointPointer made = LibvirtFailure.present(
                domain.calls(),
                domain.calls().virDomainCheckpointCreateXML(domain.pointer(), xml, 0),
                "virDomainCheckpointCreateXML");
        of(domain, made).close();
    }

    /** Its name; the handle itself holds it, nobody is asked. */
    String name() {
        return calls.virDomainCheckpointGetName(pointer);
    }

    String xml(int flags) throws LibvirtFailure {
        return text(calls.virDomainCheckpointGetXMLDesc(pointer, flags), "virDomainCheckpointGetXMLDesc");
    }

    void delete() throws LibvirtFailure {
        check(calls.virDomainCheckpointDelete(pointer, 0), "virDomainCheckpointDelete");
    }

    @Override
    void free() {
        calls.virDomainCheckpointFree(pointer);
    }
}
