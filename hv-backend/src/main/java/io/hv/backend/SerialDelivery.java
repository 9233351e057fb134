package io.hv.backend;

import io.hv.InterruptedOperationException;
import io.hv.Subscription;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands items to one listener: in order, one at a time, on a thread of the pool, which it occupies only while there are
 * items. The queue is bounded; what does not fit is dropped and counted, so whoever offers never waits.
 */
final class SerialDelivery<T> implements Subscription {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.events");

    private final Object lock = new Object();
    private final Queue<T> queue = new ArrayDeque<>();
    private final int capacity;
    private final Executor pool;
    private final Consumer<? super T> listener;
    private final Runnable onClose;
    private @Nullable Thread running;
    private boolean scheduled;
    private boolean closed;
    private long lost;

    SerialDelivery(int capacity, Executor pool, Consumer<? super T> listener, Runnable onClose) {
        this.capacity = capacity;
        this.pool = pool;
        this.listener = listener;
        this.onClose = onClose;
    }

    void offer(T item) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            if (queue.size() == capacity) {
                lost++;
                return;
            }
            queue.add(item);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        try {
            pool.execute(this::drain);
        } catch (RejectedExecutionException e) {
            // The pool's owner is closing, and closes this too; nobody listens any more.
            synchronized (lock) {
                lost += queue.size();
                queue.clear();
                scheduled = false;
            }
        }
    }

    private void drain() {
        while (true) {
            T item;
            synchronized (lock) {
                running = null;
                lock.notifyAll();
                if (closed || queue.isEmpty()) {
                    scheduled = false;
                    return;
                }
                item = queue.remove();
                running = Thread.currentThread();
            }
            try {
                listener.accept(item);
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener failed on {}; it stays subscribed", item, e);
            }
        }
    }

    @Override
    public long lost() {
        synchronized (lock) {
            return lost;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            queue.clear();
        }
        onClose.run();
        synchronized (lock) {
            while (running != null && running != Thread.currentThread()) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    throw new InterruptedOperationException("closing a subscription whose listener is running");
                }
            }
        }
    }
}
