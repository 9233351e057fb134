package io.hv.kvm.net.ether;

import io.hv.kvm.bus.Uninterrupted;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A timer with one thread, which there is from the first thing on that is due later. An action that throws ends it, as the
 * thread's handler of such is told; there is another one then.
 */
final class TimerThread implements LinkTimer {

    private final String name;
    private final DelayQueue<Due> due = new DelayQueue<>();

    // Under this object's monitor.
    private long count;
    private boolean closed;
    private @Nullable Thread thread;

    /** Something to be done at a time of {@link System#nanoTime}. */
    private record Due(long time, long number, Runnable action) implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(time - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Due that = (Due) other;
            int byTime = Long.compare(time - that.time, 0);
            return byTime != 0 ? byTime : Long.compare(number, that.number);
        }
    }

    /** A timer whose thread has this name. */
    TimerThread(String name) {
        this.name = name;
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public synchronized void at(long time, Runnable action) {
        if (closed) {
            return;
        }
        due.add(new Due(time, count++, action));
        if (thread == null) {
            begin();
        }
    }

    private void begin() {
        Thread fresh = new Thread(this::run, name);
        fresh.setDaemon(true);
        fresh.start();
        thread = fresh;
    }

    private void run() {
        boolean failed = true;
        try {
            runUntilClosed();
            failed = false;
        } finally {
            if (failed) {
                beginAgain();
            }
        }
    }

    private synchronized void beginAgain() {
        if (!closed) {
            begin();
        }
    }

    private void runUntilClosed() {
        while (!isClosed()) {
            next().run();
        }
    }

    private Runnable next() {
        try {
            return due.take().action();
        } catch (InterruptedException e) {
            // Whoever wants it to end closes it.
            return () -> {};
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        Thread last;
        synchronized (this) {
            closed = true;
            due.clear();
            // So that the thread looks whether there is an end.
            due.add(new Due(now(), count++, () -> {}));
            last = thread;
        }
        if (last != null && last != Thread.currentThread()) {
            Uninterrupted.join(last);
        }
    }
}
