package io.hv.kvm.bus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * An event loop on virtual time. Nothing runs by itself: {@link #advance} walks from deadline to deadline and runs each
 * callback, on the caller's thread, at exactly its time; equal deadlines in the order they were armed.
 */
public final class ManualLoop implements EventLoop {

    /** More callbacks than this without time moving on is a device that spins. */
    private static final int SPIN_LIMIT = 1000;

    private final ManualClock clock;
    private final List<ManualTimer> armed = new ArrayList<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private long sequence;

    /** A loop that moves {@code clock}. */
    public ManualLoop(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public Timer timer(Device device, Runnable callback) {
        return new ManualTimer(device, callback);
    }

    @Override
    public void execute(Device device, Runnable task) {
        tasks.add(() -> enter(device, task));
    }

    /** How many timers wait for their deadline. */
    public int armed() {
        return armed.size();
    }

    /** Runs what {@link #execute} was given, and timers whose deadline has come; time stands still. */
    public void run() {
        advance(0);
    }

    /** Lets time pass, and runs all that falls due on the way. */
    public void advance(long nanos) {
        long target = clock.nanos() + nanos;
        int callbacks = 0;
        long now = clock.nanos();
        for (Runnable next = next(target); next != null; next = next(target)) {
            next.run();
            callbacks = clock.nanos() == now ? callbacks + 1 : 0;
            now = clock.nanos();
            if (callbacks > SPIN_LIMIT) {
                throw new AssertionError("a device keeps the loop busy at " + now + " ns");
            }
        }
        clock.set(target);
    }

    /** The next thing to run until {@code target}, with the clock moved to its time; null if there is none. */
    private @Nullable Runnable next(long target) {
        Runnable task = tasks.poll();
        if (task != null) {
            return task;
        }
        ManualTimer timer = armed.stream()
                .filter(each -> each.deadline <= target)
                .min(Comparator.comparingLong((ManualTimer each) -> each.deadline)
                        .thenComparingLong(each -> each.order))
                .orElse(null);
        if (timer == null) {
            return null;
        }
        clock.set(Math.max(clock.nanos(), timer.deadline));
        return timer::fire;
    }

    private static void enter(Device device, Runnable callback) {
        synchronized (device) {
            callback.run();
        }
    }

    private final class ManualTimer implements Timer {

        private final Device device;
        private final Runnable callback;
        private long deadline;
        private long order;

        ManualTimer(Device device, Runnable callback) {
            this.device = device;
            this.callback = callback;
        }

        @Override
        public void arm(long deadlineNanos) {
            armed.remove(this);
            deadline = deadlineNanos;
            order = sequence++;
            armed.add(this);
        }

        @Override
        public void disarm() {
            armed.remove(this);
        }

        void fire() {
            armed.remove(this);
            enter(device, callback);
        }
    }
}
