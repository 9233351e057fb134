package io.hv.mem;

import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What is to happen at which call of which operation. Safe for any thread. */
final class Injections {

    private final Map<MemOperation, Integer> calls = new EnumMap<>(MemOperation.class);
    private final Map<MemOperation, TreeMap<Integer, List<Runnable>>> planned = new EnumMap<>(MemOperation.class);

    void fail(MemOperation operation, int nth, HypervisorException failure) {
        plan(operation, nth, () -> {
            throw failure;
        });
    }

    void delay(MemOperation operation, int nth, Duration duration) {
        CountDownLatch never = new CountDownLatch(1);
        plan(operation, nth, () -> {
            try {
                if (never.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new IllegalStateException("nobody counts this latch down");
                }
            } catch (InterruptedException e) {
                throw new InterruptedOperationException("a delayed " + operation);
            }
        });
    }

    MemHold hold(MemOperation operation, int nth) {
        Hold hold = new Hold(operation);
        plan(operation, nth, hold::standStill);
        return hold;
    }

    private void plan(MemOperation operation, int nth, Runnable what) {
        if (nth < 1) {
            throw new IllegalArgumentException("calls are counted from 1, which is the next: " + nth);
        }
        synchronized (calls) {
            planned.computeIfAbsent(operation, key -> new TreeMap<>())
                    .computeIfAbsent(calls(operation) + nth, key -> new ArrayList<>())
                    .add(what);
        }
    }

    int calls(MemOperation operation) {
        synchronized (calls) {
            return calls.getOrDefault(operation, 0);
        }
    }

    /** A call is made: what is planned for it happens, in the order in which it was planned. */
    void called(MemOperation operation) {
        List<Runnable> due;
        synchronized (calls) {
            int count = calls.merge(operation, 1, Integer::sum);
            TreeMap<Integer, List<Runnable>> plans = planned.getOrDefault(operation, new TreeMap<>());
            List<Runnable> found = plans.remove(count);
            due = found == null ? List.of() : found;
        }
        due.forEach(Runnable::run);
    }

    private static final class Hold implements MemHold {

        private final MemOperation operation;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        Hold(MemOperation operation) {
            this.operation = operation;
        }

        void standStill() {
            reached.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new InterruptedOperationException("a held " + operation);
            }
        }

        @Override
        public void awaitReached(Duration timeout) {
            try {
                if (!reached.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new OperationTimeoutException(
                            "no " + operation + " was called within " + timeout, "call it on another thread", "");
                }
            } catch (InterruptedException e) {
                throw new InterruptedOperationException("waiting for a held " + operation);
            }
        }

        @Override
        public void release() {
            released.countDown();
        }
    }
}
