package io.hv.mem;

import java.time.Duration;

/** A call that stands still: {@link MemHost#hold}. Closing it releases the call. Safe for any thread. */
public interface MemHold extends AutoCloseable {

    /**
     * Waits until the call has been made and stands still.
     *
     * @throws io.hv.OperationTimeoutException if it is not made in time
     */
    void awaitReached(Duration timeout);

    /** Lets the call go on, or go through if it has not been made yet. Idempotent. */
    void release();

    @Override
    default void close() {
        release();
    }
}
