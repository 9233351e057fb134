package io.hv.backend;

import io.hv.InterruptedOperationException;
import java.time.Duration;
import java.util.concurrent.locks.Lock;

/** How hv waits: always interruptible, and an interrupt is always the same exception. */
final class Waits {

    private Waits() {}

    /** Nanoseconds of a wait, saturated: a {@link Duration} may be longer than 292 years. */
    static long nanos(Duration timeout) {
        try {
            return Math.max(0, timeout.toNanos());
        } catch (ArithmeticException tooLong) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    /** Takes a lock, or throws {@link InterruptedOperationException} without it. */
    static void lock(Lock lock, String operation) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw new InterruptedOperationException(operation);
        }
    }
}
