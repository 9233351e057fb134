package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.opentest4j.AssertionFailedError;

/** Waiting that fails instead of hanging. */
final class Waits {

    /** Between two looks at what nobody signals, such as the state of a thread: leaves the processor to others. */
    static final long LOOK_AGAIN_NANOS = 50_000;

    private Waits() {}

    static void down(CountDownLatch latch, Duration patience, String what) throws InterruptedException {
        assertTrue(latch.await(patience.toMillis(), TimeUnit.MILLISECONDS), () -> what + ": not within " + patience);
    }

    static <T> T take(BlockingQueue<T> queue, Duration patience, Supplier<String> what) throws InterruptedException {
        T item = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (item == null) {
            throw new AssertionFailedError(what.get() + ": not within " + patience);
        }
        return item;
    }

    /** For counters that no latch can be hung on. */
    static void until(BooleanSupplier condition, Duration patience, Supplier<String> what) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionFailedError(what.get() + ": not within " + patience);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** For what must not happen: watches for a while. */
    static void never(BooleanSupplier condition, Duration blink, Supplier<String> what) {
        long enough = System.nanoTime() + blink.toNanos();
        while (System.nanoTime() < enough) {
            if (condition.getAsBoolean()) {
                throw new AssertionFailedError(what.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
