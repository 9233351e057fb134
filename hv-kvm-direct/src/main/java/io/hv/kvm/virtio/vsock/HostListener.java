package io.hv.kvm.virtio.vsock;

import io.hv.kvm.VsockConnection;
import io.hv.kvm.VsockListener;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;

/** A {@link Listener} as the host's programs have it. */
final class HostListener implements VsockListener {

    private final VirtioSocket device;
    private final SocketTable table;
    private final Listener listener;

    HostListener(VirtioSocket device, Listener listener) {
        this.device = device;
        this.table = device.table();
        this.listener = listener;
    }

    @Override
    public long port() {
        return Integer.toUnsignedLong(listener.number());
    }

    @Override
    public VsockConnection accept() throws IOException {
        return accept(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Override
    public VsockConnection accept(Duration timeout) throws IOException {
        long left = HostSide.nanos(timeout);
        table.lock();
        try {
            if (listener.isOver()) {
                throw new ClosedChannelException();
            }
            for (Flow flow = listener.poll(); ; flow = listener.poll()) {
                if (flow != null) {
                    return new HostConnection(device, flow);
                }
                if (left <= 0) {
                    throw new SocketTimeoutException("nobody has connected to port " + port());
                }
                left = listener.changed().awaitNanos(left);
                if (listener.isOver()) {
                    throw new AsynchronousCloseException();
                }
            }
        } catch (InterruptedException e) {
            listener.end();
            throw HostSide.interrupted(e);
        } finally {
            table.unlock();
        }
    }

    @Override
    public void close() {
        table.lock();
        try {
            listener.end();
        } finally {
            table.unlock();
        }
        device.hostHasSomething();
    }
}
