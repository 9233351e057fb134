package io.hv.kvm.machine;

import io.hv.kvm.bus.Uninterrupted;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a machine's own threads have asked for and may not wait for, one after the other. The thread exists only
 * while there is something to do, unless it is to {@link #stay}.
 */
final class ControlThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.kvm.machine");

    private static final int MOST_NEWS = 1024;

    private final ThreadPoolExecutor executor;

    ControlThread(String name) {
        executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    /** From now on the thread is there until the end, and none is started by who asks for something. Idempotent. */
    void stay() {
        executor.allowCoreThreadTimeOut(false);
        int unused = executor.prestartAllCoreThreads();
    }

    /** Whether it is there until the end. */
    boolean stays() {
        return !executor.allowsCoreThreadTimeOut();
    }

    /** Tells somebody of something, unless very much is to be told already: a guest can do more than anybody hears of. */
    void tell(Runnable news) {
        if (executor.getQueue().size() < MOST_NEWS) {
            execute(news);
        }
    }

    void execute(Runnable task) {
        try {
            executor.execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("a request came when the machine was closed already");
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a request of the machine's own failed", e);
        }
    }

    /** Drops what has not begun, and waits for what has. An interrupt is kept for later. */
    @Override
    public void close() {
        executor.shutdown();
        executor.getQueue().clear();
        Uninterrupted.awaitEnd(executor);
    }
}
