package io.hv;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Work that has been started and goes on by itself. Safe for any thread.
 *
 * @param <T> what it results in
 */
public interface Job<T> {

    /**
     * Waits for the end.
     *
     * @throws OperationCancelledException if the job was cancelled
     * @throws HypervisorException what the job failed with
     * @throws InterruptedOperationException if this thread is interrupted; the job goes on
     */
    T await();

    /**
     * Waits for the end, for a while.
     *
     * @throws OperationTimeoutException if it takes longer; the job goes on
     */
    T await(Duration timeout);

    /** Whether it has ended: done, failed or cancelled. */
    boolean isDone();

    /** What it does at present, in a few words for people. */
    String stage();

    /** How much is done, 0 to 1; empty where that cannot be known. */
    OptionalDouble progress();

    /** Calls the listener at changes of stage and progress and at the end, on a thread of the library's. */
    Subscription onProgress(Consumer<? super Job<T>> listener);

    /**
     * Asks it to stop and undo what it has done. Idempotent.
     *
     * @return false if it had ended before
     */
    boolean cancel();
}
