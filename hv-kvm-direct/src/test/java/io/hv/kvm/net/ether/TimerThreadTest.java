package io.hv.kvm.net.ether;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.Uninterrupted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimerThreadTest {

    private static final long MILLI = 1_000_000;

    private final TimerThread timer = new TimerThread("hv-test-timer");

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(1, TimeUnit.MINUTES));
    }

    @Test
    void allIsDoneInOrderAndNotBeforeItsTime() throws InterruptedException {
        List<String> done = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(5);
        long now = timer.now();
        int count = 0;
        for (int millis : new int[] {20, 5, 20, -1, 20}) {
            String name = millis + " as number " + count++;
            timer.at(now + millis * MILLI, () -> {
                done.add(timer.now() - now >= millis * MILLI ? name : "too early: " + name);
                all.countDown();
            });
        }
        await(all);
        assertEquals(
                List.of("-1 as number 3", "5 as number 1", "20 as number 0", "20 as number 2", "20 as number 4"), done);
        timer.close();
    }

    @Test
    void afterItsEndNothingRuns() {
        CompletableFuture<Thread> first = new CompletableFuture<>();
        timer.at(timer.now(), () -> first.complete(Thread.currentThread()));
        timer.at(timer.now() + 3_600_000 * MILLI, () -> {
            throw new AssertionError("an hour has not passed");
        });
        Thread thread = first.join();
        assertEquals("hv-test-timer", thread.getName());
        assertTrue(thread.isDaemon());
        timer.close();
        timer.close();
        assertFalse(thread.isAlive());
        CompletableFuture<Thread> never = new CompletableFuture<>();
        timer.at(timer.now(), () -> never.complete(Thread.currentThread()));
        assertFalse(never.isDone());
    }

    @Test
    void whatThrowsEndsNothingElse() throws InterruptedException {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        CountDownLatch next = new CountDownLatch(1);
        timer.at(timer.now(), () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> told.complete(failure));
            throw new IllegalStateException("on purpose");
        });
        timer.at(timer.now(), next::countDown);
        await(next);
        assertEquals("on purpose", told.join().getMessage());
        timer.close();
    }

    @Test
    void itMayBeClosedByWhatItRuns() {
        CompletableFuture<Thread> closed = new CompletableFuture<>();
        timer.at(timer.now(), () -> {
            timer.close();
            closed.complete(Thread.currentThread());
        });
        Uninterrupted.join(closed.join());
    }
}
