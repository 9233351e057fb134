package io.hv.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.DomainSnapshotPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.NetworkPointer;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StreamPointer;

/**
 * libvirt's functions: those that libvirt-java maps, and those that it lacks. Names and arguments are libvirt's; see
 * <a href="https://libvirt.org/html/index.html">its reference</a>.
 */
interface LibvirtCalls extends Libvirt, EventCalls, FilterCalls, SecretCalls, NodeDeviceCalls, BlockCalls {

    /** {@code VIR_DOMAIN_AFFECT_CONFIG}. */
    int AFFECT_CONFIG = 1 << 1;
    /** {@code VIR_DOMAIN_EVENT_ID_LIFECYCLE}. */
    int EVENT_LIFECYCLE = 0;
    /** {@code VIR_DOMAIN_START_PAUSED}. */
    int START_PAUSED = 1;
    /** {@code VIR_DOMAIN_START_AUTODESTROY}. */
    int START_AUTODESTROY = 1 << 1;
    /** {@code VIR_CONNECT_LIST_DOMAINS_PAUSED}. */
    int LIST_PAUSED = 1 << 5;
    /** {@code VIR_DOMAIN_XML_INACTIVE}. */
    int XML_INACTIVE = 1 << 1;
    /** {@code VIR_DOMAIN_XML_SECURE}. */
    int XML_SECURE = 1;
    /** {@code VIR_NETWORK_XML_INACTIVE}, {@code VIR_STORAGE_XML_INACTIVE}. */
    int OTHERS_XML_INACTIVE = 1;
    /** {@code VIR_STREAM_NONBLOCK}. */
    int STREAM_NONBLOCK = 1;
    /** {@code VIR_STREAM_EVENT_WRITABLE}. */
    int STREAM_WRITABLE = 1 << 1;
    /** {@code VIR_STREAM_EVENT_ERROR}. */
    int STREAM_ERROR = 1 << 2;
    /** {@code VIR_STREAM_EVENT_HANGUP}. */
    int STREAM_HANGUP = 1 << 3;
    /** {@code VIR_STREAM_EVENT_READABLE}, and whatever ends a stream. */
    int STREAM_IN = 1 | STREAM_ERROR | STREAM_HANGUP;

    /** {@code VIR_DOMAIN_UNDEFINE_KEEP_NVRAM}. */
    int UNDEFINE_KEEP_NVRAM = 1 << 3;

    /** {@code VIR_DOMAIN_BLOCK_RESIZE_BYTES}. */
    int RESIZE_BYTES = 1;

    /** {@code VIR_MIGRATE_LIVE}. */
    int MIGRATE_LIVE = 1;
    /** {@code VIR_MIGRATE_PEER2PEER}. */
    int MIGRATE_PEER2PEER = 1 << 1;
    /** {@code VIR_MIGRATE_TUNNELLED}. */
    int MIGRATE_TUNNELLED = 1 << 2;
    /** {@code VIR_MIGRATE_PERSIST_DEST}. */
    int MIGRATE_PERSIST_DEST = 1 << 3;
    /** {@code VIR_MIGRATE_NON_SHARED_DISK}. */
    int MIGRATE_NON_SHARED_DISK = 1 << 6;
    /** {@code VIR_MIGRATE_UNSAFE}. */
    int MIGRATE_UNSAFE = 1 << 9;
    /** {@code VIR_MIGRATE_TLS}. */
    int MIGRATE_TLS = 1 << 16;

    /** {@code VIR_DOMAIN_SAVE_RUNNING}. */
    int SAVE_RUNNING = 1 << 1;
    /** {@code VIR_DOMAIN_SAVE_PAUSED}. */
    int SAVE_PAUSED = 1 << 2;
    /** {@code VIR_DOMAIN_METADATA_ELEMENT}. */
    int METADATA_ELEMENT = 2;
    /** {@code VIR_DOMAIN_AFFECT_LIVE}. */
    int AFFECT_LIVE = 1;

    /** {@code VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM}, {@code VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM}. */
    int SPARSE_STREAM = 1;
    /** {@code VIR_STREAM_RECV_STOP_AT_HOLE}. */
    int STOP_AT_HOLE = 1;

    /** {@code VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED}. */
    int REVERT_PAUSED = 1 << 1;
    /** {@code VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA}. */
    int UNDEFINE_SNAPSHOTS_METADATA = 1 << 1;

    /** {@code VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA}. */
    int UNDEFINE_CHECKPOINTS_METADATA = 1 << 4;

    /** {@code VIR_KEYCODE_SET_LINUX}. */
    int KEYCODE_SET_LINUX = 0;

    /** State and reason; libvirt-java has only {@code virDomainGetInfo}, which knows no reason. */
    int virDomainGetState(DomainPointer domain, IntByReference state, IntByReference reason, int flags);

    /**
     * Connects a stream with a serial console.
     *
     * @param device the console's alias, null for the first one
     */
    int virDomainOpenConsole(DomainPointer domain, @Nullable String device, StreamPointer stream, int flags);

    /**
     * The statistics of a disk, by name.
     *
     * @param parameters room for {@code count} structures {@code virTypedParameter}, or null to ask how many there are
     */
    int virDomainBlockStatsFlags(
            DomainPointer domain, String disk, @Nullable Pointer parameters, IntByReference count, int flags);

    /**
     * Moves a domain, this process talking with both ends.
     *
     * @return libvirt's handle of the domain there, null where that failed
     */
    @Nullable
    DomainPointer virDomainMigrate3(
            DomainPointer domain, ConnectionPointer destination, Pointer parameters, int count, int flags);

    /** Moves a domain, its daemon talking with the one of that URI. */
    int virDomainMigrateToURI3(DomainPointer domain, String destination, Pointer parameters, int count, int flags);

    /** Writes a machine into a file, and ends it. */
    int virDomainSaveFlags(DomainPointer domain, String file, @Nullable String xml, int flags);

    /** Lets a machine go on from a file. */
    int virDomainRestoreFlags(ConnectionPointer connection, String file, @Nullable String xml, int flags);

    /** The XML of the machine in such a file. */
    @Nullable
    CString virDomainSaveImageGetXMLDesc(ConnectionPointer connection, String file, int flags);

    /** Sends a hole, in a stream that may have such. */
    int virStreamSendHole(StreamPointer stream, long length, int flags);

    /** As libvirt-java's {@code virStreamRecv}; -3 where a hole is next. */
    int virStreamRecvFlags(StreamPointer stream, ByteBuffer into, SizeT most, int flags);

    /** How long the hole is that is next. */
    int virStreamRecvHole(StreamPointer stream, LongByReference length, int flags);

    /** Asks the guest to let go of a device, by the name that libvirt has given to it; does not wait. */
    int virDomainDetachDeviceAlias(DomainPointer domain, String alias, int flags);

    /** All snapshots of a domain, as networks below. */
    int virDomainListAllSnapshots(DomainPointer domain, PointerByReference snapshots, int flags);

    /** A snapshot's name; libvirt's own memory. */
    String virDomainSnapshotGetName(DomainSnapshotPointer snapshot);

    /** 1 if the domain goes on from it. */
    int virDomainSnapshotIsCurrent(DomainSnapshotPointer snapshot, int flags);

    /**
     * Statistics of all domains, in an array of libvirt's of pointers to structures {@code virDomainStatsRecord}.
     *
     * @param stats which groups, 0 for all that the driver has
     */
    int virConnectGetAllDomainStats(ConnectionPointer connection, int stats, PointerByReference records, int flags);

    /** Frees that array, and what is in it. */
    void virDomainStatsRecordListFree(Pointer records);

    /** What domains of a kind can have, as XML; null for what is the driver's choice. */
    @Nullable
    CString virConnectGetDomainCapabilities(
            ConnectionPointer connection,
            @Nullable String emulator,
            @Nullable String architecture,
            @Nullable String machine,
            @Nullable String type,
            int flags);

    /** All networks, active or not, in an array of libvirt's that the caller frees, as each that is in it. */
    int virConnectListAllNetworks(ConnectionPointer connection, PointerByReference networks, int flags);

    /** The same of all storage pools. */
    int virConnectListAllStoragePools(ConnectionPointer connection, PointerByReference pools, int flags);

    /** The same of all volumes of a pool. */
    int virStoragePoolListAllVolumes(StoragePoolPointer pool, PointerByReference volumes, int flags);

    /** {@code virConnectNetworkEventLifecycleCallback}, and the same of pools, secrets and devices of the host. */
    interface ResourceCallback extends Callback {
        /** Called on the event loop's thread; the resource is libvirt's. */
        void happened(Pointer connection, Pointer resource, int event, int detail, @Nullable Pointer opaque);
    }

    /** {@code virConnectSecretEventGenericCallback}, {@code virConnectNodeDeviceEventGenericCallback}. */
    interface ChangeCallback extends Callback {
        /** Called on the event loop's thread; the resource is libvirt's. */
        void changed(Pointer connection, Pointer resource, @Nullable Pointer opaque);
    }

    /** Begins to tell of a network's events, or all networks'; its number, or -1. */
    int virConnectNetworkEventRegisterAny(
            ConnectionPointer connection,
            @Nullable NetworkPointer network,
            int event,
            ResourceCallback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    /** Ends it. */
    int virConnectNetworkEventDeregisterAny(ConnectionPointer connection, int number);

    /** Begins to tell of a pool's events, or all pools'; its number, or -1. */
    int virConnectStoragePoolEventRegisterAny(
            ConnectionPointer connection,
            @Nullable StoragePoolPointer pool,
            int event,
            ResourceCallback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    /** Ends it. */
    int virConnectStoragePoolEventDeregisterAny(ConnectionPointer connection, int number);

    /** The code of this thread's last error; libvirt-java reads the structure instead, with strings in it. */
    int virGetLastErrorCode();

    /** What part of libvirt this thread's last error comes from. */
    int virGetLastErrorDomain();

    /** The text of this thread's last error; libvirt's own memory. */
    @Nullable
    String virGetLastErrorMessage();

    /**
     * As libvirt-java's, but the handler, an {@link ErrorHandler}'s address, is not handed a decoded structure that nobody
     * reads.
     */
    void virSetErrorFunc(@Nullable Pointer userData, Pointer handler);

    /** {@code virErrorFunc}. */
    interface ErrorHandler extends Callback {
        /** Called on the thread of the failing call, before that returns. */
        void failed(@Nullable Pointer userData, Pointer error);
    }
}
