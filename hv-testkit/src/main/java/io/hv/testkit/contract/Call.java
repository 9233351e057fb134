package io.hv.testkit.contract;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** A call that a thread of its own makes, because it may block. */
public final class Call<T extends @Nullable Object> {

    private final FutureTask<T> task;
    private final Thread thread;
    private final Duration patience;

    Call(Callable<T> work, Duration patience) {
        this.patience = patience;
        task = new FutureTask<>(work);
        thread = new Thread(task, "contract");
        thread.setDaemon(true);
        thread.start();
    }

    /** Interrupts the thread. */
    public void interrupt() {
        thread.interrupt();
    }

    /** Whether the call has come back. */
    public boolean isDone() {
        return task.isDone();
    }

    /**
     * Waits until the thread waits, or has ended. One that waits in native code looks as if it ran, so a quarter of the
     * patience has to be enough.
     */
    public void untilItWaits() {
        long enough = System.nanoTime() + patience.toNanos() / 4;
        while (System.nanoTime() < enough) {
            switch (thread.getState()) {
                case WAITING, TIMED_WAITING, TERMINATED -> {
                    return;
                }
                default -> LockSupport.parkNanos(Waits.LOOK_AGAIN_NANOS);
            }
        }
    }

    /**
     * What the call returned; what it threw is thrown here.
     *
     * @param what for the message, if it does not come back in time
     */
    public T get(Duration atMost, String what) throws Exception {
        try {
            return task.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionFailedError(what + ": not within " + atMost, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }
}
