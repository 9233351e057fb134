package io.hv.kvm.ioctl;

import io.hv.kvm.bus.Uninterrupted;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes machines in the background: the kernel takes 7 to 28 ms for each, most of it waiting, and who destroys one should
 * not wait. Several are closed at once; who hands one over while {@value #ROOM} wait closes it himself, so that dead
 * machines cannot pile up. Its threads end when there is nothing to do. Safe for any thread.
 */
public final class Reaper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);
    private static final int THREADS = 4;
    private static final int ROOM = 16;
    private static final long IDLE_SECONDS = 2;

    private final ThreadPoolExecutor pool;

    /**
     * A reaper with nothing to do.
     *
     * @param name its threads' name
     */
    public Reaper(String name) {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory factory = burial -> {
            Thread thread = new Thread(burial, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(ROOM),
                factory,
                Reaper::noRoom);
        pool.allowCoreThreadTimeOut(true);
    }

    private static void noRoom(Runnable burial, ThreadPoolExecutor pool) {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException();
        }
        burial.run();
    }

    /**
     * Runs {@code burial} soon. One that throws is logged, and ends nothing.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public void bury(Runnable burial) {
        try {
            pool.execute(() -> guarded(burial));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the reaper is closed", e);
        } catch (OutOfMemoryError e) {
            // No thread is to be had: all the more reason to close it.
            guarded(burial);
        }
    }

    private static void guarded(Runnable burial) {
        try {
            burial.run();
        } catch (RuntimeException | Error e) {
            // An error in one burial must not keep the later ones in memory.
            LOG.error("closing a machine failed", e);
        }
    }

    /** Waits until everything that was handed over is closed. Idempotent. An interrupt is kept for later. */
    @Override
    public void close() {
        pool.shutdown();
        Uninterrupted.awaitEnd(pool);
    }
}
