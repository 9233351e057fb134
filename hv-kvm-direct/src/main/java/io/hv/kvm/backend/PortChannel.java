package io.hv.kvm.backend;

import io.hv.backend.agent.AgentChannel;
import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.virtio.console.ConsolePort;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A port of the virtio console as a channel, in one run of a machine. No byte is lost while the guest has the port open: what
 * the guest does not read waits here, what is not read here waits in the guest, beyond {@link #ROOM} bytes and one request of
 * its driver's. Bytes for a guest that closes the port before it has read them are gone; what it has written is read, and then
 * the channel is closed, until it opens the port again. Safe for any thread.
 */
final class PortChannel implements AgentChannel {

    /** How many bytes wait here, each way. */
    static final int ROOM = 64 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    /** Bytes came, there is room, or what {@link #isOpen} says. */
    private final Condition changed = lock.newCondition();

    private final ByteQueue toGuest = new ByteQueue();
    private final ByteQueue fromGuest = new ByteQueue();
    private final Output output = new Output();
    private boolean isOpen;
    private boolean isEnded;
    private volatile Runnable inputReady = () -> {};
    private volatile Runnable roomReady = () -> {};

    /** The guest's end. */
    ConsolePort port(String name) {
        return ConsolePort.named(name, this::next, output).whenOpened(this::opened);
    }

    /** Who is told, without a lock held, that the guest can read more, and that it can write again. */
    void connect(Runnable whenInput, Runnable whenRoom) {
        inputReady = whenInput;
        roomReady = whenRoom;
    }

    // ---- the guest's side

    private int next() {
        lock.lock();
        try {
            int value = toGuest.take();
            // A writer that waits need not be woken for each byte.
            if (toGuest.size() == 0 || toGuest.size() == ROOM / 2) {
                changed.signalAll();
            }
            return value;
        } finally {
            lock.unlock();
        }
    }

    private void opened(boolean now) {
        lock.lock();
        try {
            isOpen = now && !isEnded;
            if (!isOpen) {
                toGuest.clear();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The run is over. */
    void end() {
        lock.lock();
        try {
            isEnded = true;
            fromGuest.clear();
            opened(false);
        } finally {
            lock.unlock();
        }
    }

    private final class Output implements ByteSink {

        @Override
        public void accept(int value) {
            accept(new byte[] {(byte) value}, 1);
        }

        @Override
        public void accept(byte[] bytes, int length) {
            lock.lock();
            try {
                if (!isEnded) {
                    fromGuest.put(bytes, length);
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean hasRoom() {
            lock.lock();
            try {
                return fromGuest.size() < ROOM;
            } finally {
                lock.unlock();
            }
        }
    }

    // ---- the host's side

    @Override
    public int write(ByteBuffer bytes, long nanos) throws InterruptedException {
        int count;
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (isOpen && toGuest.size() == ROOM && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (!isOpen) {
                return CLOSED;
            }
            count = Math.min(bytes.remaining(), ROOM - toGuest.size());
            toGuest.put(bytes, count);
        } finally {
            lock.unlock();
        }
        if (count > 0) {
            inputReady.run();
        }
        return count;
    }

    @Override
    public int read(ByteBuffer into, long nanos) throws InterruptedException {
        int count;
        boolean wasFull;
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (isOpen && fromGuest.size() == 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (!isOpen && fromGuest.size() == 0) {
                return CLOSED;
            }
            int before = fromGuest.size();
            count = fromGuest.take(into);
            wasFull = before >= ROOM && fromGuest.size() < ROOM;
        } finally {
            lock.unlock();
        }
        if (wasFull) {
            roomReady.run();
        }
        return count;
    }
}
