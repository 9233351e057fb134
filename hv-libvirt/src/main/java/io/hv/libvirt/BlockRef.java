package io.hv.libvirt;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.hv.ByteSize;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.DomainSnapshotPointer;
import org.libvirt.jna.virDomainBlockJobInfo;

/** What libvirt does with disks of a domain that is in use, by its handle, which stays the caller's. Used by one thread. */
final class BlockRef {

    private final DomainRef domain;
    private final LibvirtCalls calls;

    BlockRef(DomainRef domain) {
        this.domain = domain;
        this.calls = domain.calls();
    }

    private DomainPointer pointer() {
        return domain.pointer();
    }

    private int check(int result, String function) throws LibvirtFailure {
        return LibvirtFailure.check(calls, result, function);
    }

    private static NativeLong perSecond(Optional<ByteSize> bandwidth) {
        return new NativeLong(bandwidth.map(ByteSize::bytes).orElse(0L));
    }

    /** Lets disks write other files than before. */
    void overlay(String xml, int flags) throws LibvirtFailure {
        DomainSnapshotPointer snapshot = LibvirtFailure.present(
                calls, calls.virDomainSnapshotCreateXML(pointer(), xml, flags), "virDomainSnapshotCreateXML");
        calls.virDomainSnapshotFree(snapshot);
    }

    void pull(String target, @Nullable String base, Optional<ByteSize> bandwidth) throws LibvirtFailure {
        check(
                calls.virDomainBlockRebase(
                        pointer(), target, base, perSecond(bandwidth), LibvirtCalls.REBASE_BANDWIDTH_BYTES),
                "virDomainBlockRebase");
    }

    void commit(String target, String base, String top, Optional<ByteSize> bandwidth, int flags) throws LibvirtFailure {
        check(
                calls.virDomainBlockCommit(
                        pointer(),
                        target,
                        base,
                        top,
                        perSecond(bandwidth),
                        flags | LibvirtCalls.COMMIT_BANDWIDTH_BYTES),
                "virDomainBlockCommit");
    }

    void copy(String target, String destination, Optional<ByteSize> bandwidth, int flags) throws LibvirtFailure {
        try (TypedParameters parameters = new TypedParameters(1)) {
            bandwidth.ifPresent(most -> parameters.add("bandwidth", most.bytes()));
            check(
                    calls.virDomainBlockCopy(
                            pointer(), target, destination, parameters.pointer(), parameters.count(), flags),
                    "virDomainBlockCopy");
        }
    }

    /** How far the job of a disk is, 0 to 1, not known at first; nothing where it has none. */
    Optional<OptionalDouble> job(String target) throws LibvirtFailure {
        virDomainBlockJobInfo info = new virDomainBlockJobInfo();
        int found = check(calls.virDomainGetBlockJobInfo(pointer(), target, info, 0), "virDomainGetBlockJobInfo");
        if (found == 0) {
            return Optional.empty();
        }
        return Optional.of(info.end > 0 ? OptionalDouble.of((double) info.cur / info.end) : OptionalDouble.empty());
    }

    /** Ends the job of a disk, and waits until it has ended. */
    void abort(String target, int flags) throws LibvirtFailure {
        check(calls.virDomainBlockJobAbort(pointer(), target, flags), "virDomainBlockJobAbort");
    }

    void speed(String target, ByteSize perSecond) throws LibvirtFailure {
        check(
                calls.virDomainBlockJobSetSpeed(
                        pointer(), target, new NativeLong(perSecond.bytes()), LibvirtCalls.SPEED_BANDWIDTH_BYTES),
                "virDomainBlockJobSetSpeed");
    }

    void backup(String xml, @Nullable String checkpoint) throws LibvirtFailure {
        check(calls.virDomainBackupBegin(pointer(), xml, checkpoint, 0), "virDomainBackupBegin");
    }

    JobStats stats(int flags) throws LibvirtFailure {
        IntByReference type = new IntByReference();
        PointerByReference parameters = new PointerByReference();
        IntByReference count = new IntByReference();
        check(calls.virDomainGetJobStats(pointer(), type, parameters, count, flags), "virDomainGetJobStats");
        @Nullable Pointer array = parameters.getValue();
        if (array == null) {
            return new JobStats(type.getValue(), Map.of());
        }
        Map<String, Object> values = TypedParameters.read(array, count.getValue());
        calls.virTypedParamsFree(array, count.getValue());
        return new JobStats(type.getValue(), values);
    }
}
