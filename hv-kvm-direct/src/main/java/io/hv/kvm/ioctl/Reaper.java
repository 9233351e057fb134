package io.hv.kvm.ioctl;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes machines in the background: the kernel takes 7 to 28 ms for each, and who destroys one should not wait. The
 * thread starts with the first machine. Safe for any thread.
 */
public final class Reaper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

    /** An empty element is the end. */
    private final BlockingQueue<Optional<Runnable>> queue = new LinkedBlockingQueue<>();

    private final Thread thread;
    private boolean started;
    private boolean closed;

    /**
     * A reaper with nothing to do.
     *
     * @param name its thread's name
     */
    public Reaper(String name) {
        this.thread = new Thread(this::reap, name);
        thread.setDaemon(true);
    }

    /**
     * Runs {@code burial} soon, after all that were handed over before it. One that throws is logged, and ends nothing.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public synchronized void bury(Runnable burial) {
        if (closed) {
            throw new IllegalStateException("the reaper is closed");
        }
        if (!started) {
            thread.start();
            started = true;
        }
        queue.add(Optional.of(burial));
    }

    private void reap() {
        try {
            while (true) {
                Optional<Runnable> burial = queue.take();
                if (burial.isEmpty()) {
                    return;
                }
                try {
                    burial.get().run();
                } catch (RuntimeException | Error e) {
                    // An error in one burial must not keep the later ones in memory.
                    LOG.error("closing a machine failed", e);
                }
            }
        } catch (InterruptedException e) {
            // Nobody has this thread to interrupt it; ending is what was asked for.
            LOG.error("interrupted with {} machines left to close", queue.size(), e);
        }
    }

    /** Waits until everything that was handed over is closed. Idempotent. An interrupt is kept for later. */
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                queue.add(Optional.empty());
            }
            if (!started) {
                return;
            }
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
