package io.hv.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import io.hv.ClosedException;
import io.hv.HostUnavailableException;
import io.hv.backend.ConsoleBuffer;
import io.hv.backend.DaemonThreads;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainByReference;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.StreamPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to libvirt, owned and closed once. Every call holds a lease, {@link DomainRef}s too; closing waits until
 * all are given back, so no call meets a connection that was closed. Those that may outlast it are not waited for: libvirt's
 * own connection ends with the last of them. One that ends by itself, since its daemon does or does not answer, is opened
 * again until that succeeds; meanwhile nothing can be asked. Safe for any thread.
 */
final class Connection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    /** Who is told of a connection that ended by itself. On a thread of the connection's, one call at a time. */
    interface Life {
        /** Nothing can be asked now, and nothing is heard. */
        void lost(String reason);

        /** It is there again: what happened meanwhile has not been heard. */
        void restored() throws LibvirtFailure;
    }

    private final LibvirtRuntime runtime;
    private final LibvirtCalls calls;
    private final EventLoop loop;
    private final String uri;
    private final ExecutorService work;
    private final Object lock = new Object();
    /** libvirt keeps only their addresses, so the collector must not have them. */
    private final Set<ConsoleStream> streams = ConcurrentHashMap.newKeySet();

    private int leases;
    /** How many of them closing does not wait for. */
    private int outlasting;

    private boolean closing;
    /** Null while there is none. */
    private @Nullable Link link;

    private String reason = "";
    /** Held here for libvirt, which keeps only the addresses of their callbacks. */
    private List<Registration> registrations = List.of();

    private @Nullable Life life;

    private Connection(LibvirtRuntime runtime, String uri) {
        this.runtime = runtime;
        this.calls = runtime.calls();
        this.loop = runtime.loop();
        this.uri = uri;
        this.work = DaemonThreads.single("hv/" + uri + "/connection");
    }

    static Connection open(LibvirtRuntime runtime, String uri) throws LibvirtFailure {
        Connection connection = new Connection(runtime, uri);
        Link first = Link.open(runtime, uri, connection::lost);
        synchronized (connection.lock) {
            connection.link = first;
            String ended = first.whyEnded();
            if (ended != null) {
                connection.lost(first, ended);
            }
        }
        return connection;
    }

    LibvirtCalls calls() {
        return calls;
    }

    EventLoop loop() {
        return loop;
    }

    /** Has libvirt tell of events, also after a loss, and tells of losses. Once at most. */
    void listen(List<Registration> wanted, Life owner) throws LibvirtFailure {
        try (Lease held = lease()) {
            synchronized (lock) {
                registrations = wanted;
                life = owner;
            }
            held.link.listen(wanted);
        }
    }

    /** On any thread, which must not wait. */
    private void lost(Link gone, String why) {
        synchronized (lock) {
            gone.ended(why);
            if (!closing && link == gone) {
                link = null;
                reason = why;
                work.execute(() -> reopen(gone, why));
            }
        }
    }

    private void reopen(Link gone, String why) {
        LOG.warn("the connection to {} is lost: {}; it is being opened again", uri, why);
        Life owner;
        synchronized (lock) {
            owner = life;
        }
        if (owner != null) {
            guarded(() -> owner.lost(why));
        }
        streams.stream().filter(stream -> stream.isOf(gone)).forEach(stream -> guarded(stream::close));
        guarded(() -> retire(gone));
        until(this::isOpenAgain);
        until(() -> isRestored(owner));
    }

    /** What fails keeps nothing else from being done. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("after the loss of the connection to {}", uri, e);
        }
    }

    private void until(BooleanSupplier done) {
        long pause = FIRST_PAUSE_MILLIS;
        while (!done.getAsBoolean() && awaitEnd(pause)) {
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private boolean isOpenAgain() {
        Link next = null;
        boolean taken = false;
        try {
            next = Link.open(runtime, uri, this::lost);
            next.listen(registrations);
            synchronized (lock) {
                taken = !closing && next.whyEnded() == null;
                if (taken) {
                    link = next;
                }
            }
            return taken;
        } catch (LibvirtFailure | RuntimeException e) {
            LOG.debug("{} cannot be opened again yet", uri, e);
            return false;
        } finally {
            if (next != null && !taken) {
                next.end();
            }
        }
    }

    /** Whether its owner knows, or the connection is lost again, of which the next turn tells. */
    private boolean isRestored(@Nullable Life owner) {
        try {
            if (owner != null) {
                owner.restored();
            }
            return true;
        } catch (ClosedException e) {
            return true;
        } catch (LibvirtFailure | RuntimeException e) {
            LOG.debug("{} is open again, and does not answer as it should yet", uri, e);
            synchronized (lock) {
                return link == null;
            }
        }
    }

    /** Waits that long; false where the connection is closed. */
    private boolean awaitEnd(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (lock) {
            long left = end - System.nanoTime();
            while (!closing && left > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                } catch (InterruptedException e) {
                    // Nobody interrupts this thread but one who wants it to end.
                    LOG.warn("{} is not opened again: the thread that does was interrupted", uri);
                    return false;
                }
                left = end - System.nanoTime();
            }
            return !closing;
        }
    }

    private void retire(Link old) {
        boolean isFree;
        synchronized (lock) {
            isFree = old.retire();
        }
        if (isFree) {
            old.end();
        }
    }

    /** The driver's own name for itself, for example {@code QEMU}. */
    String type() throws LibvirtFailure {
        try (Lease held = lease()) {
            return present(calls.virConnectGetType(held.pointer()), "virConnectGetType");
        }
    }

    /** The URI as libvirt resolved it. */
    String canonicalUri() throws LibvirtFailure {
        try (Lease held = lease()) {
            return text(calls.virConnectGetURI(held.pointer()), "virConnectGetURI");
        }
    }

    /** libvirt's version where the driver runs: major · 1,000,000 + minor · 1,000 + release. */
    long version() throws LibvirtFailure {
        LongByReference version = new LongByReference();
        try (Lease held = lease()) {
            check(calls.virConnectGetLibVersion(held.pointer(), version), "virConnectGetLibVersion");
        }
        return version.getValue();
    }

    String capabilities() throws LibvirtFailure {
        try (Lease held = lease()) {
            return text(calls.virConnectGetCapabilities(held.pointer()), "virConnectGetCapabilities");
        }
    }

    String domainCapabilities(String domainType) throws LibvirtFailure {
        try (Lease held = lease()) {
            return text(
                    calls.virConnectGetDomainCapabilities(held.pointer(), null, null, null, domainType, 0),
                    "virConnectGetDomainCapabilities");
        }
    }

    int maxVcpus(String domainType) throws LibvirtFailure {
        try (Lease held = lease()) {
            return check(calls.virConnectGetMaxVcpus(held.pointer(), domainType), "virConnectGetMaxVcpus");
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
        return found(calls.virDomainLookupByName(held.pointer(), name), "virDomainLookupByName", held);
    }

    Optional<DomainRef> find(UUID uuid) throws LibvirtFailure {
        Lease held = lease();
        return found(QuickCalls.find(held.pointer().getPointer(), uuid), "virDomainLookupByUUID", held);
    }

    /**
     * As {@link #find(UUID)}, but of a domain that was asked for before it may be only the question that notices that it is
     * gone: {@link #forget} is for whoever does.
     */
    Optional<DomainRef> known(UUID uuid) throws LibvirtFailure {
        Lease held = lease();
        KnownDomains domains = held.link().domains();
        KnownDomains.Handle known = domains.take(uuid);
        if (known == null) {
            long address = QuickCalls.find(held.pointer().getPointer(), uuid);
            if (address == 0) {
                return found(0, "virDomainLookupByUUID", held);
            }
            known = domains.own(uuid, address);
        }
        return Optional.of(new DomainRef(calls, known, held));
    }

    /** A domain is gone. */
    void forget(UUID uuid) {
        synchronized (lock) {
            if (link != null) {
                link.domains().forget(uuid);
            }
        }
    }

    private Optional<DomainRef> found(@Nullable DomainPointer domain, String function, Lease held)
            throws LibvirtFailure {
        return found(domain == null ? 0 : Pointer.nativeValue(domain.getPointer()), function, held);
    }

    private Optional<DomainRef> found(long domain, String function, Lease held) throws LibvirtFailure {
        if (domain != 0) {
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
            int count =
                    check(calls.virConnectListAllDomains(held.pointer(), array, filter), "virConnectListAllDomains");
            Pointer domains = array.getValue();
            List<DomainRef> all = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                long each = Pointer.nativeValue(domains.getPointer((long) i * Native.POINTER_SIZE));
                all.add(new DomainRef(calls, each, held.another()));
            }
            Native.free(Pointer.nativeValue(domains));
            return all;
        }
    }

    DomainRef define(String xml) throws LibvirtFailure {
        Lease held = lease();
        return made(calls.virDomainDefineXML(held.pointer(), xml), "virDomainDefineXML", held);
    }

    DomainRef create(String xml, int flags) throws LibvirtFailure {
        Lease held = lease();
        return made(calls.virDomainCreateXML(held.pointer(), xml, flags), "virDomainCreateXML", held);
    }

    /**
     * Lets a machine go on from a file.
     *
     * @param flags how it is to go on; 0 for as it was saved
     */
    DomainRef restore(UUID uuid, String file, int flags) throws LibvirtFailure {
        // All by one lease: a connection that is being closed waits for it, and gives no other.
        try (Lease held = lease()) {
            check(calls.virDomainRestoreFlags(held.pointer(), file, null, flags), "virDomainRestoreFlags");
            return found(QuickCalls.find(held.pointer().getPointer(), uuid), "virDomainLookupByUUID", held.another())
                    .orElseThrow(() -> LibvirtFailure.last(calls, "virDomainLookupByUUID"));
        }
    }

    /** The XML of the machine that is in a file. */
    String saved(String file) throws LibvirtFailure {
        try (Lease held = lease()) {
            return text(calls.virDomainSaveImageGetXMLDesc(held.pointer(), file, 0), "virDomainSaveImageGetXMLDesc");
        }
    }

    private DomainRef made(@Nullable DomainPointer domain, String function, Lease held) throws LibvirtFailure {
        return found(domain, function, held).orElseThrow(() -> LibvirtFailure.last(calls, function));
    }

    /** Opens the serial console of a machine; {@link ConsoleStream#begin} is for the caller. */
    ConsoleStream openConsole(DomainRef domain, ConsoleBuffer buffer) throws LibvirtFailure {
        Lease held = lease();
        @Nullable StreamPointer stream = calls.virStreamNew(held.pointer(), LibvirtCalls.STREAM_NONBLOCK);
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

    /** Whether that one has ended by itself. */
    boolean isLost(Link which) {
        synchronized (lock) {
            return which.whyEnded() != null;
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

    Lease lease() {
        synchronized (lock) {
            checkOpen();
            Link now = link;
            if (now == null) {
                throw new HostUnavailableException(
                        "the connection to " + uri + " is lost: " + reason,
                        "wait for the ConnectionEvent that tells that it is there again",
                        "virConnectOpen",
                        0,
                        null);
            }
            return leaseOf(now);
        }
    }

    private Lease leaseOf(Link which) {
        synchronized (lock) {
            leases++;
            which.lease();
            return new Lease(which);
        }
    }

    /** How many calls are under way, and handles of libvirt's are held. */
    int leases() {
        synchronized (lock) {
            return leases;
        }
    }

    private void checkOpen() {
        if (closing) {
            throw new ClosedException("the connection to " + uri + " is closed", "open the host again");
        }
    }

    /** Ends the streams, waits for the calls that are under way but those that may outlast it, then closes. Idempotent. */
    @Override
    public void close() {
        synchronized (lock) {
            if (closing) {
                return;
            }
            closing = true;
            lock.notifyAll();
            work.shutdown();
        }
        streams.forEach(ConsoleStream::close);
        boolean interrupted = false;
        Link last;
        synchronized (lock) {
            while (leases > outlasting) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    // A connection must not be left half closed; the interrupt is passed on below.
                    interrupted = true;
                }
            }
            last = link;
        }
        if (last != null) {
            retire(last);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The right to use the connection, until it is closed. */
    final class Lease implements AutoCloseable {

        private final Link link;
        private boolean returned;
        private boolean mayOutlast;

        private Lease(Link link) {
            this.link = link;
        }

        /** What it is of. */
        Link link() {
            return link;
        }

        /** libvirt's pointer. */
        ConnectionPointer pointer() {
            return link.pointer();
        }

        /** What it is for may take long, and nobody can end it: closing does not wait for it from now on. */
        void mayOutlast() {
            synchronized (lock) {
                if (!returned && !mayOutlast) {
                    mayOutlast = true;
                    outlasting++;
                    lock.notifyAll();
                }
            }
        }

        /** One more, also while the connection is being closed, which waits for this one. */
        Lease another() {
            return leaseOf(link);
        }

        @Override
        public void close() {
            synchronized (lock) {
                if (returned) {
                    return;
                }
                returned = true;
                leases--;
                if (mayOutlast) {
                    outlasting--;
                }
                lock.notifyAll();
                if (link.giveBack()) {
                    // Its end waits for the event loop, on whose thread this may be.
                    Thread ending = new Thread(link::end, "hv/" + uri + "/connection");
                    ending.setDaemon(true);
                    ending.start();
                }
            }
        }
    }
}
