package io.hv.kvm.net.ether;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Time that stands still until a test moves it; what is due on the way runs at its time, on the test's thread. */
final class ManualTimer implements LinkTimer {

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::time).thenComparingLong(Due::number));
    private volatile long now = -5;
    private long count;
    private boolean closed;

    private record Due(long time, long number, Runnable action) {}

    @Override
    public long now() {
        return now;
    }

    @Override
    public synchronized void at(long time, Runnable action) {
        if (!closed) {
            due.add(new Due(time, count++, action));
        }
    }

    /** How much is due. */
    synchronized int waiting() {
        return due.size();
    }

    /** Lets so many nanoseconds pass. */
    void advance(long nanos) {
        long target = now + nanos;
        for (Due next = next(target); next != null; next = next(target)) {
            now = Math.max(now, next.time);
            next.action.run();
        }
        now = target;
    }

    private synchronized @Nullable Due next(long target) {
        Due next = due.peek();
        return next != null && next.time <= target ? due.remove() : null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        due.clear();
    }
}
