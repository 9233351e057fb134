package io.hv.kvm.bus;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits that an interrupt does not end: it is kept for later. What owns threads waits so before it lets go of what they use. */
public final class Uninterrupted {

    private Uninterrupted() {}

    /** A wait that may be cut short. */
    @FunctionalInterface
    private interface Wait {

        /** Returns whether it is over. */
        boolean go() throws InterruptedException;
    }

    /** Waits until a thread has ended; not at all for one that was never started. */
    public static void join(Thread thread) {
        await(() -> {
            thread.join();
            return true;
        });
    }

    /** Waits until an executor that was shut down has done all it had. */
    public static void awaitEnd(ExecutorService executor) {
        await(() -> executor.awaitTermination(1, TimeUnit.DAYS));
    }

    /**
     * Waits until a process has ended, for a while.
     *
     * @return whether it has
     */
    public static boolean awaitEnd(Process process, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        await(() -> {
            boolean unused = process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return true;
        });
        return !process.isAlive();
    }

    /** Waits on an object whose monitor the caller holds, until it is notified and the condition holds. */
    public static void await(Object monitor, BooleanSupplier condition) {
        await(() -> {
            while (!condition.getAsBoolean()) {
                monitor.wait();
            }
            return true;
        });
    }

    /**
     * The same, for a while.
     *
     * @return whether the condition holds
     */
    public static boolean await(Object monitor, BooleanSupplier condition, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        await(() -> {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return true;
                }
                TimeUnit.NANOSECONDS.timedWait(monitor, left);
            }
            return true;
        });
        return condition.getAsBoolean();
    }

    private static void await(Wait wait) {
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                over = wait.go();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
