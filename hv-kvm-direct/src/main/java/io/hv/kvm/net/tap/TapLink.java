package io.hv.kvm.net.tap;

import io.hv.kvm.bus.Uninterrupted;
import io.hv.kvm.net.ether.Frame;
import io.hv.nativeaccess.Epoll;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.EventFd;
import io.hv.nativeaccess.NativeMemory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cable of a tap device: what its host sends is handed over by a thread of its own. Safe for any thread, as far as said. */
public final class TapLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TapLink.class);
    private static final int SOURCES = 2;
    private static final long FRAMES = 1;

    private final TapDevice tap;
    private final Epoll epoll;
    private final EventFd end;

    // Of the thread that writes.
    private final NativeMemory leaving = NativeMemory.allocate(Frame.MOST);

    private @Nullable Thread reader;
    private volatile boolean closed;

    private TapLink(TapDevice tap, Epoll epoll, EventFd end) {
        this.tap = tap;
        this.epoll = epoll;
        this.end = end;
        epoll.add(tap.fd(), Epoll.IN, FRAMES);
        epoll.add(end.fd(), Epoll.IN, 0);
    }

    /** That of this device, which is its own from now on; where this fails it is the caller's still. */
    public static TapLink of(TapDevice tap) {
        Deque<Runnable> opened = new ArrayDeque<>();
        try {
            Epoll epoll = new Epoll(SOURCES);
            opened.push(epoll::close);
            EventFd end = new EventFd();
            opened.push(end::close);
            return new TapLink(tap, epoll, end);
        } catch (RuntimeException | Error e) {
            opened.forEach(Runnable::run);
            throw e;
        }
    }

    /**
     * Takes what the host sends, from now on. Called once.
     *
     * @param name of the thread
     * @param coming gets each frame, which is the caller's again when it returns
     */
    public synchronized void start(String name, Consumer<Frame> coming) {
        Thread thread = new Thread(() -> read(coming), name);
        thread.setDaemon(true);
        thread.start();
        reader = thread;
    }

    /**
     * Sends a frame to the host. For one thread at a time, and none after {@link #close}.
     *
     * @return whether it has arrived: not where somebody has taken the device down, or away, as on a cable that is out
     */
    public boolean write(byte[] frame) {
        leaving.buffer().put(0, frame);
        long written = tap.fd().write(leaving, frame.length);
        if (written < 0 && !closed) {
            LOG.debug("the tap device {}: a frame is lost: {}", tap, Errno.describe((int) -written));
        }
        return written >= 0;
    }

    private void read(Consumer<Frame> coming) {
        NativeMemory memory = NativeMemory.allocate(Frame.MOST);
        Frame frame = new Frame(Frame.MOST);
        while (!closed) {
            int ready = epoll.await(-1);
            for (int i = 0; i < ready && !closed; i++) {
                if (epoll.token(i) == FRAMES && !take(memory, frame, coming)) {
                    return;
                }
            }
        }
    }

    /** Takes a frame, if there is one; returns whether there may be more. */
    private boolean take(NativeMemory memory, Frame frame, Consumer<Frame> coming) {
        long length = tap.fd().read(memory, Frame.MOST);
        if (length > 0) {
            memory.buffer().get(0, frame.bytes(), 0, (int) length);
            frame.begin((int) length);
            coming.accept(frame);
            return true;
        }
        if (length == -Errno.EAGAIN || length == -Errno.EINTR) {
            return true;
        }
        LOG.warn("the tap device {} has ended: {}", tap, Errno.describe((int) -length));
        return false;
    }

    /** Ends its thread, and takes the tap device away. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        end.signal();
        if (reader != null) {
            Uninterrupted.join(reader);
        }
        tap.close();
        epoll.close();
        end.close();
    }
}
