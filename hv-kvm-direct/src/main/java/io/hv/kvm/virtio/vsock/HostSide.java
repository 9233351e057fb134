package io.hv.kvm.virtio.vsock;

import io.hv.kvm.Vsock;
import io.hv.kvm.VsockBridge;
import io.hv.kvm.VsockConnection;
import io.hv.kvm.VsockListener;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the host's programs do with a {@link VirtioSocket}, and the bridges that they have made. */
public final class HostSide implements Vsock, AutoCloseable {

    private final VirtioSocket device;
    private final SocketTable table;
    private final String threads;
    private final Set<UnixBridge> bridges = new LinkedHashSet<>();
    private boolean closed;

    /**
     * Of a device.
     *
     * @param threads how the bridges' threads are called
     */
    public HostSide(VirtioSocket device, String threads) {
        this.device = device;
        this.table = device.table();
        this.threads = threads;
    }

    @Override
    public long cid() {
        return table.cid();
    }

    @Override
    public VsockConnection connect(long port, Duration timeout) throws IOException {
        int number = checked(port);
        long nanos = nanos(timeout);
        Flow flow = table.connect(number);
        device.hostHasSomething();
        try {
            awaitAnswer(flow, port, nanos);
        } finally {
            // If it was given up, the guest is to know.
            device.hostHasSomething();
        }
        return new HostConnection(device, flow);
    }

    private void awaitAnswer(Flow flow, long port, long nanos) throws IOException {
        table.lock();
        try {
            long left = nanos;
            while (flow.phase() == Flow.Phase.CONNECTING) {
                if (left <= 0) {
                    flow.close();
                    throw new SocketTimeoutException("the guest does not answer at port " + port);
                }
                left = flow.changed().awaitNanos(left);
            }
            String failure = flow.failure();
            if (Flow.REFUSED.equals(failure)) {
                throw new ConnectException("port " + port + ": " + failure);
            } else if (failure != null) {
                throw new SocketException(failure);
            }
        } catch (InterruptedException e) {
            flow.close();
            throw interrupted(e);
        } finally {
            table.unlock();
        }
    }

    /** As channels tell of it: the thread stays interrupted. */
    static ClosedByInterruptException interrupted(InterruptedException why) {
        Thread.currentThread().interrupt();
        ClosedByInterruptException told = new ClosedByInterruptException();
        told.initCause(why);
        return told;
    }

    static long nanos(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("a timeout is not negative: " + timeout);
        }
        // Longer than anybody waits.
        return timeout.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE : timeout.toNanos();
    }

    private static int checked(long port) {
        if (port < 0 || port > MOST_PORT) {
            throw new IllegalArgumentException("a port is 0 to " + MOST_PORT + ", not " + port);
        }
        return (int) port;
    }

    @Override
    public VsockListener listen(long port) throws IOException {
        return new HostListener(device, table.listen(checked(port)));
    }

    @Override
    public VsockBridge bridgeToGuest(UnixDomainSocketAddress socket, long port) throws IOException {
        int unused = checked(port);
        return kept(UnixBridge.toGuest(this, socket, port, threads));
    }

    @Override
    public VsockBridge bridgeToHost(long port, UnixDomainSocketAddress socket) throws IOException {
        return kept(UnixBridge.toHost(listen(port), socket, threads));
    }

    private UnixBridge kept(UnixBridge bridge) throws IOException {
        synchronized (bridges) {
            bridges.removeIf(UnixBridge::isClosed);
            if (!closed) {
                bridges.add(bridge);
                return bridge;
            }
        }
        bridge.close();
        throw new SocketException(VirtioSocket.ENDED);
    }

    /** The run is over: closes the bridges. Connections and listeners ended with the device. */
    @Override
    public void close() {
        List<UnixBridge> left;
        synchronized (bridges) {
            closed = true;
            left = new ArrayList<>(bridges);
            bridges.clear();
        }
        left.forEach(UnixBridge::close);
    }
}
