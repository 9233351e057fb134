package io.hv.libvirt;

import com.sun.jna.Pointer;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.Libvirt.VirEventTimeoutCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * libvirt's default event loop and the daemon thread that runs it for ever. Without it no event arrives, and keep-alive
 * ends connections in the middle of long calls. It must be there before the first connection.
 */
final class EventLoop {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");
    private static final int NEVER = -1;
    private static final int AT_ONCE = 0;
    private static final long RETRY_NANOS = 100_000_000;

    private final LibvirtCalls calls;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** libvirt keeps only the address, so the collector must not have it. */
    private final VirEventTimeoutCallback wake = this::runTasks;

    private final int timer;
    private final Thread thread;

    private EventLoop(LibvirtCalls calls) throws LibvirtFailure {
        this.calls = calls;
        if (calls.virEventRegisterDefaultImpl() < 0) {
            throw LibvirtFailure.last(calls, "virEventRegisterDefaultImpl");
        }
        this.timer = calls.virEventAddTimeout(NEVER, wake, null, null);
        if (timer < 0) {
            throw LibvirtFailure.last(calls, "virEventAddTimeout");
        }
        this.thread = new Thread(this::run, "hv/libvirt/events");
        thread.setDaemon(true);
    }

    static EventLoop start(LibvirtCalls calls) {
        try {
            EventLoop loop = new EventLoop(calls);
            loop.thread.start();
            return loop;
        } catch (LibvirtFailure e) {
            throw e.unavailable("libvirt's event loop");
        }
    }

    private void run() {
        while (true) {
            if (calls.virEventRunDefaultImpl() < 0) {
                LOG.error("libvirt's event loop failed; trying again", LibvirtFailure.last(calls, "virEventRun"));
                // Slows down a failure that lasts; nobody waits for this.
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    /** Those that are there now: what is added because one of them has run belongs to the next round, see {@link #drain}. */
    private void runTasks(int id, @Nullable Pointer opaque) {
        calls.virEventUpdateTimeout(id, NEVER);
        for (int left = tasks.size(); left > 0; left--) {
            tasks.remove().run();
        }
    }

    /** Runs it on the loop's thread, where no callback of libvirt can be under way, and waits for its end. */
    void run(Runnable task) {
        if (Thread.currentThread() == thread) {
            task.run();
            return;
        }
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        calls.virEventUpdateTimeout(timer, AT_ONCE);
        done.join();
    }

    /**
     * Waits until every event that libvirt had queued in this process has been delivered. Timers of one round run in the
     * order in which they were made, this class's before those of connections: so the second round comes behind them.
     */
    void drain() {
        run(() -> {});
        run(() -> {});
    }
}
