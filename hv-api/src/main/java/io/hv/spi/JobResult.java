package io.hv.spi;

import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.Job;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The end of a {@link Job}, and those who wait for it: for whoever implements one. Of several ends the first counts. Safe for
 * any thread.
 *
 * @param <T> what the job results in
 */
public final class JobResult<T> {

    private final String name;
    private final CompletableFuture<T> end = new CompletableFuture<>();

    /**
     * Of a job that has not ended.
     *
     * @param name what it is, for messages, for example {@code shutdown of 'web'}
     */
    public JobResult(String name) {
        this.name = name;
    }

    /**
     * Ends it well.
     *
     * @return false if it had ended before
     */
    public boolean complete(T value) {
        return end.complete(value);
    }

    /**
     * Ends it badly.
     *
     * @return false if it had ended before
     */
    public boolean fail(HypervisorException reason) {
        return end.completeExceptionally(reason);
    }

    /** Whether it has ended. */
    public boolean isDone() {
        return end.isDone();
    }

    /** As {@link Job#await()}. */
    public T await() {
        try {
            return end.get();
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("waiting for the " + name);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /**
     * As {@link Job#await(Duration)}.
     *
     * @param job whose stage is what a time-out shows
     */
    public T await(Duration timeout, Job<T> job) {
        try {
            return end.get(nanos(timeout), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("waiting for the " + name);
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (TimeoutException e) {
            throw new OperationTimeoutException(
                    "the " + name + " takes longer than " + timeout, "wait longer, or cancel it", job.stage());
        }
    }

    /** Saturated: a {@link Duration} may be longer than 292 years. */
    private static long nanos(Duration timeout) {
        try {
            return Math.max(0, timeout.toNanos());
        } catch (ArithmeticException tooLong) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    private static HypervisorException failure(ExecutionException e) {
        if (e.getCause() instanceof HypervisorException reason) {
            return reason;
        }
        throw new IllegalStateException("a job ended with something else than a HypervisorException", e.getCause());
    }
}
