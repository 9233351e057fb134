package io.hv.kvm.virtio.vsock;

import io.hv.kvm.Vsock;
import io.hv.kvm.VsockBridge;
import io.hv.kvm.VsockConnection;
import io.hv.kvm.VsockListener;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries connections between a port and a Unix domain socket. A thread waits for them, and two carry each. */
final class UnixBridge implements VsockBridge {

    /** A guest that lives answers at once, or in the lab soon. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long it waits after its first failure in a row; twice as long after each one more, but not longer than the most. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(10);

    private static final Duration MOST_PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.kvm.vsock");

    private final String threads;
    private final Source source;
    private final Release end;
    private final Set<Pump> pumps = new LinkedHashSet<>();
    private boolean closed;
    /** After the last failure in a row; zero where there was none. Of the thread that waits. */
    private Duration pause = Duration.ZERO;

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
        Source source = () -> {
            VsockConnection guest = listener.accept();
            return new Pump(() -> SocketChannel.open(socket), () -> guest, guest);
        };
        return new UnixBridge(threads, source, listener::close).begun();
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
        } finally {
            close();
        }
    }

    /** Whatever fails but the source itself is over some time: descriptors or memory are to be had again. */
    private void carryNext() throws ClosedChannelException, InterruptedException {
        try {
            carry(source.next());
            pause = Duration.ZERO;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            if (pause.isZero()) {
                LOG.warn(
                        "{}: connections wait until this is over: {}",
                        Thread.currentThread().getName(),
                        e.toString());
            }
            pause = pause.isZero() ? LEAST_PAUSE : pause.multipliedBy(2);
            pause = pause.compareTo(MOST_PAUSE) > 0 ? MOST_PAUSE : pause;
            awaitClosed(pause.toNanos());
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
