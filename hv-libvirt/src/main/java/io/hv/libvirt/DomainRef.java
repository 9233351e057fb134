package io.hv.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.hv.ByteSize;
import io.hv.DiskStatistics;
import io.hv.DomainStatistics;
import io.hv.DomainStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.DomainSnapshotPointer;
import org.libvirt.jna.virDomainBlockInfo;
import org.libvirt.jna.virDomainInfo;
import org.libvirt.jna.virDomainJobInfo;

/** libvirt's own handle of a domain, owned for the length of a call and freed once. Used by one thread. */
final class DomainRef implements AutoCloseable {

    /** What libvirt has to be told that it may leave, less first. */
    private static final List<Integer> UNDEFINE_MORE = List.of(
            LibvirtCalls.UNDEFINE_SNAPSHOTS_METADATA,
            LibvirtCalls.UNDEFINE_SNAPSHOTS_METADATA | LibvirtCalls.UNDEFINE_KEEP_NVRAM,
            LibvirtCalls.UNDEFINE_SNAPSHOTS_METADATA
                    | LibvirtCalls.UNDEFINE_KEEP_NVRAM
                    | LibvirtCalls.UNDEFINE_CHECKPOINTS_METADATA);

    private final LibvirtCalls calls;
    private final long address;
    /** The same for calls that want one, made when the first does; perhaps twice, which is the same. */
    private volatile @Nullable DomainPointer pointer;

    private final Connection.Lease lease;
    /** Where the handle is one of those that are kept, and not this one's own. */
    private final KnownDomains.@Nullable Handle known;

    private final AtomicBoolean freed = new AtomicBoolean();

    DomainRef(LibvirtCalls calls, long address, Connection.Lease lease) {
        this(calls, address, null, lease);
    }

    DomainRef(LibvirtCalls calls, KnownDomains.Handle known, Connection.Lease lease) {
        this(calls, known.address, known, lease);
    }

    private DomainRef(LibvirtCalls calls, long address, KnownDomains.@Nullable Handle known, Connection.Lease lease) {
        this.calls = calls;
        this.address = address;
        this.known = known;
        this.lease = lease;
    }

    /** libvirt's pointer, good until this is closed. */
    DomainPointer pointer() {
        DomainPointer known = pointer;
        if (known == null) {
            known = new DomainPointer(new Pointer(address));
            pointer = known;
        }
        return known;
    }

    LibvirtCalls calls() {
        return calls;
    }

    /** The connection that it is of. */
    Link link() {
        return lease.link();
    }

    /** Closing the connection does not wait for this from now on. */
    void mayOutlast() {
        lease.mayOutlast();
    }

    /** Another lease of the connection, for what comes from this. */
    Connection.Lease lease() {
        return lease.another();
    }

    /** Its name; the handle itself holds it, nobody is asked. */
    String name() {
        return QuickCalls.name(address);
    }

    /** Its UUID; the handle itself holds it, nobody is asked. */
    UUID uuid() {
        return QuickCalls.uuid(address);
    }

    static String name(DomainPointer domain) {
        return QuickCalls.name(Pointer.nativeValue(domain.getPointer()));
    }

    static UUID uuid(DomainPointer domain) {
        return QuickCalls.uuid(Pointer.nativeValue(domain.getPointer()));
    }

    DomainStatus status() throws LibvirtFailure {
        return LibvirtFailure.present(calls, QuickCalls.status(address), "virDomainGetState");
    }

    boolean isPersistent() throws LibvirtFailure {
        return check(calls.virDomainIsPersistent(pointer()), "virDomainIsPersistent") == 1;
    }

    /** What it is defined as, with what is secret in it. */
    String whole() throws LibvirtFailure {
        return xml(LibvirtCalls.XML_INACTIVE | LibvirtCalls.XML_SECURE);
    }

    String xml(int flags) throws LibvirtFailure {
        return LibvirtFailure.present(calls, QuickCalls.xml(address, flags), "virDomainGetXMLDesc");
    }

    void start(int flags) throws LibvirtFailure {
        check(calls.virDomainCreateWithFlags(pointer(), flags), "virDomainCreateWithFlags");
    }

    void suspend() throws LibvirtFailure {
        check(calls.virDomainSuspend(pointer()), "virDomainSuspend");
    }

    void resume() throws LibvirtFailure {
        check(calls.virDomainResume(pointer()), "virDomainResume");
    }

    void shutdown() throws LibvirtFailure {
        check(calls.virDomainShutdown(pointer()), "virDomainShutdown");
    }

    void reset() throws LibvirtFailure {
        check(calls.virDomainReset(pointer(), 0), "virDomainReset");
    }

    void destroy() throws LibvirtFailure {
        check(calls.virDomainDestroy(pointer()), "virDomainDestroy");
    }

    /**
     * A file with variables of firmware stays, as disks do with the snapshots in them; libvirt undefines a domain that has such
     * only if told what of it.
     */
    void undefine() throws LibvirtFailure {
        if (calls.virDomainUndefine(pointer()) == 0) {
            return;
        }
        LibvirtFailure first = LibvirtFailure.last(calls, "virDomainUndefine");
        if (first.number() == ErrorNumber.VIR_ERR_OPERATION_INVALID) {
            for (int flags : UNDEFINE_MORE) {
                // Not every driver knows all of them.
                if (calls.virDomainUndefineFlags(pointer(), flags) == 0) {
                    return;
                }
            }
        }
        throw first;
    }

    /** How large the guest sees a disk, or will see it. */
    ByteSize diskCapacity(String target) throws LibvirtFailure {
        virDomainBlockInfo info = new virDomainBlockInfo();
        check(calls.virDomainGetBlockInfo(pointer(), target, info, 0), "virDomainGetBlockInfo");
        return ByteSize.bytes(info.capacity);
    }

    void resizeDisk(String target, ByteSize capacity) throws LibvirtFailure {
        check(
                calls.virDomainBlockResize(pointer(), target, capacity.bytes(), LibvirtCalls.RESIZE_BYTES),
                "virDomainBlockResize");
    }

    DiskStatistics diskStatistics(String target) throws LibvirtFailure {
        return BlockStats.ask(calls, pointer(), target);
    }

    DomainStatistics statistics() throws LibvirtFailure {
        virDomainInfo info = new virDomainInfo();
        check(calls.virDomainGetInfo(pointer(), info), "virDomainGetInfo");
        return DomainStatistics.of(Duration.ofNanos(info.cpuTime), ByteSize.kib(info.memory.longValue()));
    }

    /** Puts a device into the machine. */
    void attach(String xml, boolean definitionToo) throws LibvirtFailure {
        int flags = LibvirtCalls.AFFECT_LIVE | (definitionToo ? LibvirtCalls.AFFECT_CONFIG : 0);
        check(calls.virDomainAttachDeviceFlags(pointer(), xml, flags), "virDomainAttachDeviceFlags");
    }

    /** Changes a device of the machine. */
    void update(String xml) throws LibvirtFailure {
        check(calls.virDomainUpdateDeviceFlags(pointer(), xml, LibvirtCalls.AFFECT_LIVE), "virDomainUpdateDeviceFlags");
    }

    /** Asks the guest to let go of a device, by the name that libvirt has given to it; does not wait. */
    void detach(String alias) throws LibvirtFailure {
        check(
                calls.virDomainDetachDeviceAlias(pointer(), alias, LibvirtCalls.AFFECT_LIVE),
                "virDomainDetachDeviceAlias");
    }

    void detachFromDefinition(String xml) throws LibvirtFailure {
        check(
                calls.virDomainDetachDeviceFlags(pointer(), xml, LibvirtCalls.AFFECT_CONFIG),
                "virDomainDetachDeviceFlags");
    }

    /** Presses keys at once and lets go of them after a while, by Linux's codes. */
    void sendKeys(int millis, int... codes) throws LibvirtFailure {
        check(
                calls.virDomainSendKey(pointer(), LibvirtCalls.KEYCODE_SET_LINUX, millis, codes, codes.length, 0),
                "virDomainSendKey");
    }

    /** Its snapshots; each has to be closed. */
    List<SnapshotRef> snapshots() throws LibvirtFailure {
        PointerByReference array = new PointerByReference();
        int count = check(calls.virDomainListAllSnapshots(pointer(), array, 0), "virDomainListAllSnapshots");
        return NativeArray.taken(array.getValue(), count, DomainSnapshotPointer::new, this::snapshot);
    }

    Optional<SnapshotRef> snapshot(String name) throws LibvirtFailure {
        if (!NativeNames.isCString(name)) {
            return Optional.empty();
        }
        @Nullable DomainSnapshotPointer snapshot = calls.virDomainSnapshotLookupByName(pointer(), name, 0);
        if (snapshot != null) {
            return Optional.of(snapshot(snapshot));
        }
        LibvirtFailure failure = LibvirtFailure.last(calls, "virDomainSnapshotLookupByName");
        if (failure.number() == ErrorNumber.VIR_ERR_NO_DOMAIN_SNAPSHOT) {
            return Optional.empty();
        }
        throw failure;
    }

    void takeSnapshot(String xml) throws LibvirtFailure {
        DomainSnapshotPointer taken = LibvirtFailure.present(
                calls, calls.virDomainSnapshotCreateXML(pointer(), xml, 0), "virDomainSnapshotCreateXML");
        snapshot(taken).close();
    }

    private SnapshotRef snapshot(DomainSnapshotPointer snapshot) {
        return new SnapshotRef(calls, snapshot, lease());
    }

    /** How far the job is that libvirt does with it; may be asked by another thread while one waits for the job's end. */
    Optional<DomainProgress> job() throws LibvirtFailure {
        virDomainJobInfo info = new virDomainJobInfo();
        check(calls.virDomainGetJobInfo(pointer(), info), "virDomainGetJobInfo");
        return DomainProgress.of(info);
    }

    /** Asks libvirt to stop that job; as {@link #job}. */
    void abortJob() throws LibvirtFailure {
        check(calls.virDomainAbortJob(pointer()), "virDomainAbortJob");
    }

    /**
     * Writes it into a file, and ends it; waits for the end.
     *
     * @param isRunning whether it is to run when it goes on
     */
    void save(String file, boolean isRunning) throws LibvirtFailure {
        int flags = isRunning ? LibvirtCalls.SAVE_RUNNING : LibvirtCalls.SAVE_PAUSED;
        check(calls.virDomainSaveFlags(pointer(), file, null, flags), "virDomainSaveFlags");
    }

    /**
     * Puts an element of a namespace into the XML of the machine as it is now, or takes it away.
     *
     * @param element null to take it away
     */
    void metadata(String prefix, String namespace, @Nullable String element) throws LibvirtFailure {
        check(
                calls.virDomainSetMetadata(
                        pointer(), LibvirtCalls.METADATA_ELEMENT, element, prefix, namespace, LibvirtCalls.AFFECT_LIVE),
                "virDomainSetMetadata");
    }

    /** Moves it, and waits for the end. */
    void migrate(Connection.Lease destination, TypedParameters parameters, int flags) throws LibvirtFailure {
        DomainPointer moved = LibvirtFailure.present(
                calls,
                calls.virDomainMigrate3(
                        pointer(), destination.pointer(), parameters.pointer(), parameters.count(), flags),
                "virDomainMigrate3");
        calls.virDomainFree(moved);
    }

    /** The same, controlled by its daemon. */
    void migrate(String destination, TypedParameters parameters, int flags) throws LibvirtFailure {
        check(
                calls.virDomainMigrateToURI3(pointer(), destination, parameters.pointer(), parameters.count(), flags),
                "virDomainMigrateToURI3");
    }

    private int check(int result, String function) throws LibvirtFailure {
        return LibvirtFailure.check(calls, result, function);
    }

    /** Frees the handle; the domain stays. Idempotent. */
    @Override
    public void close() {
        if (freed.compareAndSet(false, true)) {
            if (known == null) {
                QuickCalls.free(address);
            } else {
                lease.link().domains().giveBack(known);
            }
            lease.close();
        }
    }
}
