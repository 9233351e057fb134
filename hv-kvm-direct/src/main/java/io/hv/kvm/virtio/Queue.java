package io.hv.kvm.virtio;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.memory.GuestMemory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of a device's queues: its ring, the requests under way, and who works on it. Interrupts are held back while requests
 * are quick, so that several share one.
 */
final class Queue implements VirtioQueue {

    /** How long a driver waits at most for an interrupt while the device goes on with the next request. */
    private static final long PATIENCE_NANOS = 50_000;

    private final VirtioFunction function;
    private final GuestMemory memory;
    private final int index;
    private final int threads;
    private final QueueCounters counters = new QueueCounters();

    // Under this object's monitor.
    private @Nullable Ring ring;
    private final Deque<Chain> free = new ArrayDeque<>();
    private final List<Chain> underWay = new ArrayList<>();
    private int working;
    private boolean again;
    private boolean emptied;
    private long givenSince;
    private boolean given;

    Queue(VirtioFunction function, GuestMemory memory, int index, int threads) {
        this.function = function;
        this.memory = memory;
        this.index = index;
        this.threads = threads;
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
        given = false;
        again = false;
    }

    /** The ring is not touched any more. What is under way is lost for the driver, and is waited for by {@link #idle}. */
    synchronized void close() {
        ring = null;
    }

    /** Nothing is under way any more, whatever was: the machine stands still, and begins anew. */
    synchronized void forget() {
        underWay.forEach(Chain::abandon);
        underWay.clear();
    }

    /** Whether nobody works on it, and nothing is under way. */
    synchronized boolean idle() {
        return working == 0 && underWay.isEmpty();
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

    private synchronized boolean overdue() {
        return given && System.nanoTime() - givenSince > PATIENCE_NANOS;
    }

    private synchronized @Nullable Chain next() {
        if (ring == null || !function.running()) {
            return null;
        }
        Chain chain = free.poll();
        if (chain == null) {
            chain = new Chain(this, memory);
        }
        boolean taken = false;
        try {
            taken = ring.take(chain);
        } finally {
            if (!taken) {
                free.push(chain);
            }
        }
        if (!taken) {
            emptied = true;
            return null;
        }
        underWay.add(chain);
        counters.request(chain);
        return chain;
    }

    /** A request is done. */
    void give(Chain chain) {
        boolean nobodyWorks;
        synchronized (this) {
            if (!underWay.remove(chain)) {
                return;
            }
            free.push(chain);
            if (ring != null && function.running()) {
                ring.give(chain, chain.written());
                if (!given) {
                    given = true;
                    givenSince = System.nanoTime();
                }
            }
            nobodyWorks = working == 0;
        }
        if (nobodyWorks) {
            interrupt();
            function.settle();
        }
    }

    /** Interrupts the driver if something was given back, and it wants that. */
    private void interrupt() {
        try {
            if (wantsInterrupt()) {
                counters.interrupt();
                function.queueInterrupt(index);
            }
        } catch (BrokenRule e) {
            function.broken(e.rule());
        }
    }

    private synchronized boolean wantsInterrupt() {
        given = false;
        return ring != null && function.running() && ring.wantsInterrupt();
    }

    /** The driver has notified, or the device wants to look: on a worker. */
    void work() {
        if (!enter()) {
            return;
        }
        boolean failed = true;
        try {
            boolean more = true;
            while (more) {
                function.device().available(this);
                interrupt();
                more = goOn();
            }
            failed = false;
        } catch (BrokenRule e) {
            function.broken(e.rule());
        } catch (RuntimeException e) {
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
        if (ring == null || !function.running()) {
            return false;
        }
        if (working == threads) {
            again = true;
            return false;
        }
        if (working++ == 0) {
            ring.suppress();
        }
        emptied = false;
        return true;
    }

    /** After the device has had enough: whether it has to look again. Otherwise the thread has left. */
    private synchronized boolean goOn() {
        Ring present = ring;
        if (present != null && function.running()) {
            // A device that has left something in the queue is waiting for something else, and says when it has come.
            boolean more = working == 1 && emptied && present.allow();
            if (again || more) {
                again = false;
                emptied = false;
                present.suppress();
                return true;
            }
        }
        working--;
        return false;
    }

    /** The device threw in the middle of a request: those under way will never be completed. */
    private synchronized void abandon() {
        working--;
        underWay.forEach(Chain::abandon);
        underWay.clear();
    }
}
