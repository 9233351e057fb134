package io.hv.kvm.net.ether;

import io.hv.kvm.bus.Uninterrupted;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is slower than a switch: frames wait, in a bounded queue, for a thread of its own. They are handed over as a
 * cable would carry them. Safe for any thread.
 */
public final class QueuedStation implements FrameSink, AutoCloseable {

    private final FrameQueue waiting;
    private final Consumer<byte[]> handler;
    private final Runnable overrun;
    private final Thread thread;

    // Of the thread.
    private final Frame frame = new Frame(Frame.MOST);
    private final Segments segments = new Segments();

    private volatile boolean closed;

    /**
     * Begins.
     *
     * @param handler gets each frame, and must not throw
     * @param capacity bytes that may wait
     * @param overrun told of each frame that is lost
     */
    public QueuedStation(String thread, int capacity, Consumer<byte[]> handler, Runnable overrun) {
        this.waiting = new FrameQueue(capacity);
        this.handler = handler;
        this.overrun = overrun;
        this.thread = new Thread(this::run, thread);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Connects it to a switch, at a port of this name; it has ended if that fails. */
    public SwitchPort plugInto(EthernetSwitch fabric, String name) {
        try {
            return fabric.connect(name, this);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public void accept(Frame coming) {
        switch (waiting.put(coming)) {
            case FULL -> overrun.run();
            case FIRST -> {
                synchronized (this) {
                    notifyAll();
                }
            }
            case BEHIND -> {
                // Whoever came first has woken the thread.
            }
        }
    }

    private void run() {
        while (next()) {
            boolean unused = segments.plain(frame, this::hand);
        }
    }

    private void hand(Frame piece) {
        byte[] bytes = new byte[piece.length()];
        System.arraycopy(piece.bytes(), 0, bytes, 0, bytes.length);
        handler.accept(bytes);
    }

    private synchronized boolean next() {
        Uninterrupted.await(this, () -> closed || waiting.count() > 0);
        return !closed && waiting.take(frame);
    }

    /** Ends it, and waits for its thread, if that is not the caller's. Idempotent. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            notifyAll();
        }
        @Nullable Thread other = thread == Thread.currentThread() ? null : thread;
        if (other != null) {
            Uninterrupted.join(other);
        }
    }
}
