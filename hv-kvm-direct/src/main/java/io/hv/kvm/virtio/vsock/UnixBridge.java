package io.hv.kvm.virtio.vsock;

import io.hv.kvm.Vsock;
import io.hv.kvm.VsockBridge;
import io.hv.kvm.VsockConnection;
import io.hv.kvm.VsockListener;
import io.hv.kvm.bus.Backoff;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries connections between a port and a Unix domain socket. A thread waits for them, and two carry each. */
final class UnixBridge implements VsockBridge {

    /** A guest that lives answers at once, or in the lab soon. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.kvm.vsock");

    private final String threads;
    private final Source source;
    private final Release end;
    private final Set<Pump> pumps = new LinkedHashSet<>();
    private boolean closed;
    /** Of the thread that waits. */
    private final Backoff backoff = new Backoff();

    /** Where connections come from: waits for one, and returns how to get its other end. */
    @FunctionalInterface
    private interface Source {
        Pump next() throws IOException;
    }

    /** Ends a source. */
    @FunctionalInterface
    private interface Release {
        void run() throws IOException;
    }

    private UnixBridge(String threads, Source source, Release end) {
        this.threads = threads;
        this.source = source;
        this.end = end;
    }

    static UnixBridge toGuest(Vsock vsock, UnixDomainSocketAddress socket, long port, String threads)
            throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            ServerSocketChannel unused = server.bind(socket);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        Source source = () -> {
            SocketChannel here = server.accept();
            return new Pump(() -> here, () -> vsock.connect(port, PATIENCE), here);
        };
        return new UnixBridge(threads, source, () -> {
                    server.close();
                    boolean unused = Files.deleteIfExists(socket.getPath());
                })
                .begun();
    }

    static UnixBridge toHost(VsockListener listener, UnixDomainSocketAddress socket, String threads) {
        AtomicBoolean failing = new AtomicBoolean();
        Source source = () -> {
            VsockConnection guest = listener.accept();
            return new Pump(() -> open(socket, failing), () -> guest, guest);
        };
        return new UnixBridge(threads, source, listener::close).begun();
    }

    /** A connection cannot wait here, as the guest has it already. The first failure in a row is told: a guest may try often. */
    private static SocketChannel open(UnixDomainSocketAddress socket, AtomicBoolean failing) throws IOException {
        try {
            SocketChannel here = SocketChannel.open(socket);
            failing.set(false);
            return here;
        } catch (IOException e) {
            if (!failing.getAndSet(true)) {
                LOG.warn(
                        "{}: what comes from the guest is closed until {} can be opened: {}",
                        Thread.currentThread().getName(),
                        socket,
                        e.toString());
            }
            throw e;
        }
    }

    private UnixBridge begun() {
        start(this::live, "");
        return this;
    }

    private void start(Runnable work, String suffix) {
        Thread thread = new Thread(work, threads + suffix);
        thread.setDaemon(true);
        thread.start();
    }

    private void live() {
        try {
            while (!isClosed()) {
                carryNext();
            }
        } catch (ClosedChannelException e) {
            LOG.debug("{} ends: {}", Thread.currentThread().getName(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.debug("{} ends: {}", Thread.currentThread().getName(), e.toString());
        } catch (RuntimeException | Error e) {
            // Such as no memory for a thread.
            LOG.error("{} ends", Thread.currentThread().getName(), e);
        } finally {
            close();
        }
    }

    /** Whatever fails but the source itself is over some time: descriptors are to be had again. */
    private void carryNext() throws ClosedChannelException, InterruptedException {
        try {
            carry(source.next());
            backoff.succeeded();
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            if (!backoff.isUnderWay()) {
                LOG.warn(
                        "{}: connections wait until this is over: {}",
                        Thread.currentThread().getName(),
                        e.toString());
            }
            awaitClosed(backoff.failed().toNanos());
        }
    }

    private synchronized void awaitClosed(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; !closed && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private void carry(Pump pump) {
        boolean room;
        synchronized (this) {
            room = !closed && pumps.size() < Vsock.MOST_CONNECTIONS;
            if (room) {
                pumps.add(pump);
            }
        }
        if (room) {
            start(() -> pump.toGuest(back -> start(back, "-in"), () -> over(pump)), "-out");
        } else {
            pump.close();
        }
    }

    private synchronized void over(Pump pump) {
        pumps.remove(pump);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized int connections() {
        return pumps.size();
    }

    @Override
    public void close() {
        List<Pump> left;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            notifyAll();
            left = new ArrayList<>(pumps);
        }
        try {
            end.run();
        } catch (IOException e) {
            LOG.warn("{}: {}", threads, e.toString());
        }
        left.forEach(Pump::close);
    }
}
