package io.hv.kvm.virtio;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.memory.GuestMemory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One of a device's queues: its ring, the requests under way, and who works on it. Interrupts are held back while requests
 * are quick, so that several share one.
 */
final class Queue implements VirtioQueue {

    private static final int QUICK_CREW = 2;

    /**
     * How many requests are taken in one run at most. A request can be made to write the next one into the ring, on and on
     * without any vCPU: a machine that is to be paused must not wait for the end of that.
     */
    private static final int BUDGET = 1024;

    private final VirtioFunction function;
    private final GuestMemory memory;
    private final int index;
    private final int threads;
    private final QueueCounters counters = new QueueCounters();

    // Under this object's monitor; runs has the threads that are in work().
    private @Nullable Ring ring;
    private final Deque<Chain> free = new ArrayDeque<>();
    private final List<Chain> underWay;
    private final List<Thread> runs;
    private boolean again;
    private boolean emptied;
    private int budget;
    private final Batch batch = new Batch();
    /** Who waits for more to tell the driver of at once. */
    private @Nullable Thread waiter;

    /** A request takes so long, or the last one did, that many are to be under way at once. */
    private boolean slow;
    /** One more thread was woken, and has not come yet. */
    private boolean calling;

    Queue(VirtioFunction function, GuestMemory memory, int index, int threads) {
        this.function = function;
        this.memory = memory;
        this.index = index;
        this.threads = threads;
        this.underWay = new ArrayList<>(threads);
        this.runs = new ArrayList<>(threads);
        // So that a thread's first request allocates nothing.
        for (int i = 0; i < threads; i++) {
            free.push(new Chain(this, memory));
        }
    }

    @Override
    public int index() {
        return index;
    }

    QueueCounters counters() {
        return counters;
    }

    synchronized void open(Ring newRing) {
        ring = newRing;
        batch.forget();
        again = false;
    }

    /** The ring is not touched any more. What is under way is lost for the driver, and is waited for by {@link #idle}. */
    synchronized void close() {
        ring = null;
        LockSupport.unpark(waiter);
    }

    /** Nothing is under way any more, whatever was: the machine stands still, and begins anew. */
    synchronized void forget() {
        underWay.forEach(Chain::abandon);
        underWay.clear();
    }

    /** Whether nobody works on it, and nothing is under way. */
    synchronized boolean idle() {
        return runs.isEmpty() && underWay.isEmpty();
    }

    synchronized @Nullable RingPosition position() {
        return ring == null ? null : ring.position();
    }

    @Override
    public @Nullable Request take() {
        if (overdue()) {
            interrupt();
        }
        try {
            return next();
        } catch (BrokenRule e) {
            function.broken(e.rule());
            return null;
        }
    }

    @Override
    public synchronized boolean hasRequest() {
        return ring != null && function.running() && ring.allow();
    }

    private synchronized boolean overdue() {
        return !batch.isEmpty() && (slow || batch.left(System.nanoTime()) <= 0);
    }

    private synchronized @Nullable Chain next() {
        if (ring == null || !function.running()) {
            return null;
        }
        boolean inRun = inRun();
        if (inRun && (budget == 0 || function.holding())) {
            budget = 0;
            return null;
        }
        Chain chain = take(ring);
        if (chain == null && !inRun && ring.allow()) {
            // Whoever takes outside of a run, and finds nothing, wants to be told of the next one too.
            chain = take(ring);
        }
        emptied = chain == null;
        if (chain == null) {
            return null;
        }
        long now = System.nanoTime();
        slow |= !underWay.isEmpty() && batch.isSlow(now - underWay.get(0).takenAt());
        underWay.add(chain);
        chain.takenAt(now);
        counters.request(chain);
        if (inRun) {
            budget--;
            if (!calling && runs.size() < crew() && ring.allow()) {
                calling = true;
                function.wake(index);
            }
        }
        return chain;
    }

    /** How many threads are wanted: while requests are quick only one more, so that none waits for one that hangs. */
    private int crew() {
        return slow ? threads : Math.min(threads, QUICK_CREW);
    }

    /** Whether this thread is in {@link #work}, and will see to interrupts and notifications when it leaves the device. */
    private boolean inRun() {
        return runs.contains(Thread.currentThread());
    }

    private @Nullable Chain take(Ring from) {
        Chain chain = free.poll();
        if (chain == null) {
            chain = new Chain(this, memory);
        }
        boolean taken = false;
        try {
            taken = from.take(chain);
        } finally {
            if (!taken) {
                free.push(chain);
            }
        }
        return taken ? chain : null;
    }

    /** A request is done. */
    void give(Chain chain) {
        boolean here;
        synchronized (this) {
            if (!giveBack(chain)) {
                return;
            }
            publish();
            here = !inRun();
        }
        if (here) {
            tell();
        }
    }

    @Override
    public void complete(Request[] requests, int count) {
        boolean here;
        synchronized (this) {
            for (int i = 0; i < count; i++) {
                ((Chain) requests[i]).check(this);
            }
            boolean any = false;
            for (int i = 0; i < count; i++) {
                Chain chain = (Chain) requests[i];
                any |= chain.finish() && giveBack(chain);
            }
            if (!any) {
                return;
            }
            publish();
            here = !inRun();
        }
        if (here) {
            tell();
        }
    }

    /** Whether the chain was under way. */
    private boolean giveBack(Chain chain) {
        if (!underWay.remove(chain)) {
            return false;
        }
        free.push(chain);
        long now = System.nanoTime();
        slow = batch.isSlow(now - chain.takenAt());
        if (ring != null && function.running()) {
            ring.give(chain, chain.written());
            batch.given(now);
        } else if (ring != null) {
            // The driver does not hear of it: it has to be reset, or has forbidden access to memory meanwhile.
            ring.release(chain);
        }
        return true;
    }

    private void publish() {
        if (ring != null) {
            ring.publish();
        }
    }

    private void tell() {
        interrupt();
        function.settle();
    }

    /** Interrupts the driver if something was given back, and it wants that. */
    private void interrupt() {
        try {
            if (wantsInterrupt()) {
                counters.interrupt();
                long began = System.nanoTime();
                function.queueInterrupt(index);
                interrupted(System.nanoTime() - began);
            }
        } catch (BrokenRule e) {
            function.broken(e.rule());
        }
    }

    private synchronized void interrupted(long nanos) {
        batch.interrupted(nanos);
    }

    /** Asked once for what was given back: the answer is given, or whoever waits for more will ask. */
    private synchronized boolean wantsInterrupt() {
        Thread other = waiter;
        if (other != null && !slow && !batch.isDue(System.nanoTime())) {
            return false;
        }
        batch.told();
        if (other != null) {
            LockSupport.unpark(other);
        }
        return ring != null && function.running() && ring.wantsInterrupt();
    }

    /** The driver has notified, or the device wants to look: on a worker. */
    void work() {
        if (!enter()) {
            return;
        }
        boolean failed = true;
        try {
            Outcome outcome;
            do {
                do {
                    function.device().available(this);
                } while (moreComes());
                interrupt();
                outcome = goOn();
            } while (outcome == Outcome.AGAIN);
            failed = false;
            if (outcome == Outcome.LATER) {
                function.wake(index);
            }
        } catch (BrokenRule e) {
            function.broken(e.rule());
        } catch (RuntimeException | StackOverflowError e) {
            function.failed(e);
        } finally {
            if (failed) {
                abandon();
            }
            function.settle();
        }
    }

    private synchronized boolean enter() {
        counters.notification();
        calling = false;
        if (ring == null || !function.running()) {
            return false;
        }
        if (waiter != null) {
            again = true;
            LockSupport.unpark(waiter);
            return false;
        }
        if (runs.size() >= crew()) {
            again = true;
            return false;
        }
        if (runs.isEmpty()) {
            emptied = false;
        }
        runs.add(Thread.currentThread());
        // While more threads are wanted, the next request gets one of its own.
        if (runs.size() >= crew()) {
            ring.suppress();
        }
        budget = BUDGET;
        return true;
    }

    /**
     * Waits for requests that the driver can be told of together with those that are given back. It has made half of them
     * available when it notifies, so that the device is not idle while it writes the other half.
     *
     * @return whether there are any; otherwise the driver is to be told
     */
    private boolean moreComes() {
        if (!beginsToWait()) {
            return false;
        }
        for (long nanos = toWait(); nanos > 0; nanos = toWait()) {
            LockSupport.parkNanos(this, nanos);
        }
        return endsToWait();
    }

    private synchronized boolean beginsToWait() {
        Ring present = ring;
        boolean waits = present != null && wantsMore() && emptied && waiter == null && !again && present.listens();
        if (waits) {
            waiter = Thread.currentThread();
        }
        return waits;
    }

    /** Whether there is something to tell, more is wanted before that, and would be taken. */
    private boolean wantsMore() {
        return function.running()
                && !function.holding()
                && budget > 0
                && !slow
                && !batch.isEmpty()
                && batch.lacking() > 0;
    }

    /** For how long in nanoseconds at most; 0 when there is nothing to wait for any more. */
    private synchronized long toWait() {
        Ring present = ring;
        if (present == null || !wantsMore() || again || present.allow((batch.lacking() + 1) / 2)) {
            return 0;
        }
        return Math.max(0, batch.left(System.nanoTime()));
    }

    private synchronized boolean endsToWait() {
        waiter = null;
        Ring present = ring;
        if (present == null || !wantsMore()) {
            return false;
        }
        if (!present.allow()) {
            if (batch.left(System.nanoTime()) <= 0) {
                batch.waitedInVain();
            }
            return false;
        }
        again = false;
        // A device that takes none of them waits for something else, and is not asked again until it says so.
        emptied = false;
        if (runs.size() >= crew()) {
            present.suppress();
        }
        return true;
    }

    private void leave() {
        runs.remove(Thread.currentThread());
        if (waiter == Thread.currentThread()) {
            waiter = null;
        }
    }

    private enum Outcome {
        AGAIN,
        LATER,
        LEFT
    }

    /** After the device has had enough: whether it has to look again. Otherwise the thread has left. */
    private synchronized Outcome goOn() {
        Ring present = ring;
        if (present != null && function.running()) {
            if (budget == 0) {
                leave();
                return Outcome.LATER;
            }
            // A device that has left something in the queue is waiting for something else, and says when it has come.
            boolean more = emptied && present.allow();
            if (again || more) {
                again = false;
                emptied = false;
                if (runs.size() >= crew()) {
                    present.suppress();
                }
                return Outcome.AGAIN;
            }
        }
        leave();
        return Outcome.LEFT;
    }

    /** The device threw in the middle of a request: those under way will never be completed. */
    private synchronized void abandon() {
        leave();
        underWay.forEach(Chain::abandon);
        underWay.clear();
    }
}
