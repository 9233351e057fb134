package io.hv.libvirt;

import io.hv.ClosedException;
import io.hv.HostUnavailableException;
import io.hv.backend.DaemonThreads;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to libvirt, owned and closed once. Every call holds a lease, {@link DomainRef}s too; closing waits until
 * all are given back, so no call meets a connection that was closed. Those that may outlast it are not waited for: libvirt's
 * own connection ends with the last of them. One that ends by itself, since its daemon does or does not answer, is opened
 * again until that succeeds; meanwhile nothing can be asked. What there is to ask is in {@link ConnectionFacts},
 * {@link ConnectionDomains} and the {@link ConnectionRefs}. Safe for any thread.
 */
final class Connection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

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
    private final Retries retries;
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
        this.retries = new Retries("the opening of " + uri);
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

    /** By which it was opened. */
    String uri() {
        return uri;
    }

    /** libvirt's own of now; none while it is lost. */
    Optional<Link> link() {
        synchronized (lock) {
            return Optional.ofNullable(link);
        }
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
        retries.until(this::isOpenAgain);
        retries.until(() -> isRestored(owner));
    }

    /** What fails keeps nothing else from being done. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("after the loss of the connection to {}", uri, e);
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

    private void retire(Link old) {
        boolean isFree;
        synchronized (lock) {
            isFree = old.retire();
        }
        if (isFree) {
            old.end();
        }
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
            work.shutdown();
        }
        retries.end();
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
