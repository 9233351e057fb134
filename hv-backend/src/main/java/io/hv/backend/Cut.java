package io.hv.backend;

import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a wait of the thread that has made it from outside, by its interrupt, and tells that from an interrupt by somebody else.
 * For one wait; {@link #by} for any thread.
 */
final class Cut {

    private final Thread thread = Thread.currentThread();
    /** Under this object's monitor. */
    private boolean over;
    /** Under this object's monitor; set once the thread was interrupted for it. */
    private @Nullable HypervisorException reason;

    /** Ends the wait with this exception. Does nothing once it has ended; a thread that is interrupted already ends it anyway. */
    synchronized void by(HypervisorException why) {
        if (!over && reason == null && !thread.isInterrupted()) {
            reason = why;
            thread.interrupt();
        }
    }

    /**
     * Waits.
     *
     * @throws HypervisorException what the wait throws, or what it was cut by
     */
    <T> T during(Supplier<T> wait) {
        try {
            return wait.get();
        } catch (InterruptedOperationException e) {
            HypervisorException why = end();
            throw why == null ? e : why;
        } finally {
            HypervisorException unused = end();
        }
    }

    private synchronized @Nullable HypervisorException end() {
        if (!over) {
            over = true;
            if (reason != null) {
                // It was not meant for what the thread does next.
                boolean unused = Thread.interrupted();
            }
        }
        return reason;
    }
}
