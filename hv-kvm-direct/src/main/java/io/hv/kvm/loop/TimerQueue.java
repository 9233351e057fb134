package io.hv.kvm.loop;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Armed timers by deadline. Safe for any thread; no callback runs under its lock. */
final class TimerQueue {

    /** The deadline of an empty queue. */
    static final long NEVER = Long.MAX_VALUE;

    private final PriorityQueue<LoopTimer> armed = new PriorityQueue<>(
            Comparator.comparingLong((LoopTimer timer) -> timer.deadline).thenComparingLong(timer -> timer.order));
    private long orders;

    /** Sets a timer's deadline, and tells whether it is the first of all now. */
    synchronized boolean add(LoopTimer timer, long deadline) {
        remove(timer);
        timer.deadline = deadline;
        timer.order = orders++;
        armed.add(timer);
        return armed.peek() == timer;
    }

    synchronized void remove(LoopTimer timer) {
        armed.remove(timer);
        timer.firing = false;
    }

    synchronized long nextDeadline() {
        LoopTimer first = armed.peek();
        return first == null ? NEVER : first.deadline;
    }

    /** What the next timer to be armed gets. */
    synchronized long nextOrder() {
        return orders;
    }

    /** Takes the first timer if its deadline has come and it was armed before {@code round} was {@link #nextOrder()}. */
    synchronized @Nullable LoopTimer pollDue(long now, long round) {
        LoopTimer first = armed.peek();
        if (first == null || first.deadline > now || first.order >= round) {
            return null;
        }
        armed.poll();
        first.firing = true;
        return first;
    }

    /** Whether a timer that was taken is still to fire. */
    synchronized boolean takeFiring(LoopTimer timer) {
        boolean firing = timer.firing;
        timer.firing = false;
        return firing;
    }
}
