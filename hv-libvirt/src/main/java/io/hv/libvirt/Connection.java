package io.hv.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import io.hv.ClosedException;
import io.hv.backend.ConsoleBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainByReference;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt.VirConnectDomainEventCallback;
import org.libvirt.jna.StreamPointer;

/**
 * A connection to libvirt, owned and closed once. Every call holds a lease, {@link DomainRef}s too; closing waits until
 * all are given back, so no call meets a connection that is gone. Safe for any thread.
 */
final class Connection implements AutoCloseable {

    private final LibvirtCalls calls;
    private final EventLoop loop;
    private final ConnectionPointer pointer;
    private final String uri;
    private final Object lock = new Object();
    /** libvirt keeps only their addresses, so the collector must not have them. */
    private final Set<ConsoleStream> streams = ConcurrentHashMap.newKeySet();

    private int leases;
    private boolean closing;
    /** libvirt keeps only the address, so the collector must not have it. */
    private @Nullable VirConnectDomainEventCallback lifecycle;

    private int lifecycleId;

    private Connection(LibvirtCalls calls, EventLoop loop, ConnectionPointer pointer, String uri) {
        this.calls = calls;
        this.loop = loop;
        this.pointer = pointer;
        this.uri = uri;
    }

    static Connection open(LibvirtRuntime runtime, String uri) throws LibvirtFailure {
        LibvirtCalls calls = runtime.calls();
        @Nullable ConnectionPointer pointer = calls.virConnectOpen(uri);
        if (pointer == null) {
            throw LibvirtFailure.last(calls, "virConnectOpen");
        }
        return new Connection(calls, runtime.loop(), pointer, uri);
    }

    LibvirtCalls calls() {
        return calls;
    }

    EventLoop loop() {
        return loop;
    }

    /** Hands every lifecycle event of the connection to the callback, on the event loop's thread. Once at most. */
    void onLifecycle(VirConnectDomainEventCallback callback) throws LibvirtFailure {
        try (Lease held = lease()) {
            lifecycleId = check(
                    calls.virConnectDomainEventRegisterAny(
                            pointer, null, LibvirtCalls.EVENT_LIFECYCLE, callback, null, null),
                    "virConnectDomainEventRegisterAny");
            lifecycle = callback;
        }
    }

    /** The driver's own name for itself, for example {@code QEMU}. */
    String type() throws LibvirtFailure {
        try (Lease held = lease()) {
            return present(calls.virConnectGetType(pointer), "virConnectGetType");
        }
    }

    /** The URI as libvirt resolved it. */
    String canonicalUri() throws LibvirtFailure {
        try (Lease held = lease()) {
            return text(calls.virConnectGetURI(pointer), "virConnectGetURI");
        }
    }

    /** libvirt's version where the driver runs: major · 1,000,000 + minor · 1,000 + release. */
    long version() throws LibvirtFailure {
        LongByReference version = new LongByReference();
        try (Lease held = lease()) {
            check(calls.virConnectGetLibVersion(pointer, version), "virConnectGetLibVersion");
        }
        return version.getValue();
    }

    String capabilities() throws LibvirtFailure {
        try (Lease held = lease()) {
            return text(calls.virConnectGetCapabilities(pointer), "virConnectGetCapabilities");
        }
    }

    int maxVcpus(String domainType) throws LibvirtFailure {
        try (Lease held = lease()) {
            return check(calls.virConnectGetMaxVcpus(pointer, domainType), "virConnectGetMaxVcpus");
        }
    }

    /** Whether libvirt is told of this very name; as a C string others would be another one. */
    static boolean isCString(String name) {
        return name.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(name);
    }

    /** As libvirt takes it. */
    static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    Optional<DomainRef> find(String name) throws LibvirtFailure {
        if (!isCString(name)) {
            return Optional.empty();
        }
        Lease held = lease();
        return found(calls.virDomainLookupByName(pointer, name), "virDomainLookupByName", held);
    }

    Optional<DomainRef> find(UUID uuid) throws LibvirtFailure {
        Lease held = lease();
        return found(calls.virDomainLookupByUUID(pointer, bytes(uuid)), "virDomainLookupByUUID", held);
    }

    private Optional<DomainRef> found(@Nullable DomainPointer domain, String function, Lease held)
            throws LibvirtFailure {
        if (domain != null) {
            return Optional.of(new DomainRef(calls, domain, held));
        }
        LibvirtFailure failure = LibvirtFailure.last(calls, function);
        held.close();
        if (failure.number() == ErrorNumber.VIR_ERR_NO_DOMAIN) {
            return Optional.empty();
        }
        throw failure;
    }

    /**
     * The domains; each has to be closed.
     *
     * @param filter libvirt's flags, 0 for all of them
     */
    List<DomainRef> list(int filter) throws LibvirtFailure {
        try (Lease held = lease()) {
            DomainByReference array = new DomainByReference();
            int count = check(calls.virConnectListAllDomains(pointer, array, filter), "virConnectListAllDomains");
            Pointer domains = array.getValue();
            List<DomainRef> all = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                DomainPointer each = new DomainPointer(domains.getPointer((long) i * Native.POINTER_SIZE));
                all.add(new DomainRef(calls, each, held.another()));
            }
            Native.free(Pointer.nativeValue(domains));
            return all;
        }
    }

    DomainRef define(String xml) throws LibvirtFailure {
        Lease held = lease();
        return made(calls.virDomainDefineXML(pointer, xml), "virDomainDefineXML", held);
    }

    DomainRef create(String xml, int flags) throws LibvirtFailure {
        Lease held = lease();
        return made(calls.virDomainCreateXML(pointer, xml, flags), "virDomainCreateXML", held);
    }

    private DomainRef made(@Nullable DomainPointer domain, String function, Lease held) throws LibvirtFailure {
        return found(domain, function, held).orElseThrow(() -> LibvirtFailure.last(calls, function));
    }

    /** Opens the serial console of a machine; {@link ConsoleStream#begin} is for the caller. */
    ConsoleStream openConsole(DomainRef domain, ConsoleBuffer buffer) throws LibvirtFailure {
        Lease held = lease();
        @Nullable StreamPointer stream = calls.virStreamNew(pointer, LibvirtCalls.STREAM_NONBLOCK);
        if (stream != null && calls.virDomainOpenConsole(domain.pointer(), null, stream, 0) == 0) {
            return new ConsoleStream(this, stream, held, buffer);
        }
        LibvirtFailure failure = LibvirtFailure.last(calls, stream == null ? "virStreamNew" : "virDomainOpenConsole");
        if (stream != null) {
            calls.virStreamFree(stream);
        }
        held.close();
        throw failure;
    }

    /** A stream takes part from now on: closing the connection ends it. */
    void add(ConsoleStream stream) {
        synchronized (lock) {
            checkOpen();
            streams.add(stream);
        }
    }

    void remove(ConsoleStream stream) {
        streams.remove(stream);
    }

    int check(int result, String function) throws LibvirtFailure {
        if (result < 0) {
            throw LibvirtFailure.last(calls, function);
        }
        return result;
    }

    private String text(@Nullable CString result, String function) throws LibvirtFailure {
        return present(result, function).toString();
    }

    private <T> T present(@Nullable T result, String function) throws LibvirtFailure {
        if (result == null) {
            throw LibvirtFailure.last(calls, function);
        }
        return result;
    }

    /** libvirt's pointer, good while a {@link #lease()} is held. */
    ConnectionPointer pointer() {
        return pointer;
    }

    Lease lease() {
        synchronized (lock) {
            checkOpen();
            leases++;
            return new Lease();
        }
    }

    private void checkOpen() {
        if (closing) {
            throw new ClosedException("the connection to " + uri + " is closed", "open the host again");
        }
    }

    /** Ends the streams, waits for the calls that are under way, then closes. Idempotent. */
    @Override
    public void close() {
        synchronized (lock) {
            if (closing) {
                return;
            }
            closing = true;
        }
        streams.forEach(ConsoleStream::close);
        boolean interrupted = false;
        synchronized (lock) {
            while (leases > 0) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    // A connection must not be left half closed; the interrupt is passed on below.
                    interrupted = true;
                }
            }
        }
        if (lifecycle != null) {
            // On the loop's thread, as only there nothing is being delivered that would keep the connection open.
            loop.run(() -> calls.virConnectDomainEventDeregisterAny(pointer, lifecycleId));
        }
        calls.virConnectClose(pointer);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The right to use the connection, until it is closed. */
    final class Lease implements AutoCloseable {

        private boolean returned;

        private Lease() {}

        /** One more, also while the connection is being closed, which waits for this one. */
        Lease another() {
            synchronized (lock) {
                leases++;
                return new Lease();
            }
        }

        @Override
        public void close() {
            synchronized (lock) {
                if (!returned) {
                    returned = true;
                    leases--;
                    lock.notifyAll();
                }
            }
        }
    }
}
