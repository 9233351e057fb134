package io.hv.kvm.virtio.vsock;

import io.hv.kvm.VsockConnection;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** A {@link Flow} as the host's programs have it: here they wait. */
final class HostConnection implements VsockConnection {

    private final VirtioSocket device;
    private final SocketTable table;
    private final Flow flow;
    // Under the table's lock.
    private boolean closed;

    HostConnection(VirtioSocket device, Flow flow) {
        this.device = device;
        this.table = device.table();
        this.flow = flow;
    }

    @Override
    public long guestPort() {
        return Integer.toUnsignedLong(flow.guestPort);
    }

    @Override
    public long hostPort() {
        return Integer.toUnsignedLong(flow.hostPort);
    }

    /** Something that is done once more whenever the flow has changed, until it returns something. */
    @FunctionalInterface
    private interface Attempt {

        @Nullable
        Integer once() throws IOException;
    }

    /** Waits for an attempt that works. The guest may be able to go on then. */
    private int await(Attempt attempt) throws IOException {
        table.lock();
        try {
            requireOpen();
            Integer done = attempt.once();
            while (done == null) {
                flow.changed().await();
                if (closed) {
                    throw new AsynchronousCloseException();
                }
                done = attempt.once();
            }
            table.touch(flow);
            return done;
        } catch (InterruptedException e) {
            end();
            throw HostSide.interrupted(e);
        } finally {
            table.unlock();
            device.hostHasSomething();
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return await(() -> {
            int count = flow.take(target);
            if (count > 0 || !target.hasRemaining()) {
                return count;
            }
            if (!flow.isAtEnd()) {
                return null;
            }
            String failure = flow.failure();
            if (failure != null) {
                throw new SocketException(failure);
            }
            return -1;
        });
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        do {
            int unused = await(() -> put(source));
        } while (source.hasRemaining());
        return count;
    }

    private @Nullable Integer put(ByteBuffer source) throws IOException {
        if (flow.isShut()) {
            throw new ClosedChannelException();
        }
        String failure = flow.failure();
        if (failure != null) {
            throw new SocketException(failure);
        }
        if (!flow.guestReads()) {
            throw new SocketException("the guest reads no more");
        }
        int count = flow.put(source);
        return count > 0 || !source.hasRemaining() ? count : null;
    }

    @Override
    public void shutdownOutput() throws IOException {
        table.lock();
        try {
            requireOpen();
            flow.shutdownOutput();
            table.touch(flow);
        } finally {
            table.unlock();
        }
        device.hostHasSomething();
    }

    @Override
    public boolean isOpen() {
        table.lock();
        try {
            return !closed;
        } finally {
            table.unlock();
        }
    }

    @Override
    public void close() {
        table.lock();
        try {
            end();
        } finally {
            table.unlock();
        }
        device.hostHasSomething();
    }

    private void end() {
        if (!closed) {
            closed = true;
            flow.close();
            table.touch(flow);
        }
    }
}
