package io.hv.kvm.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.Workers;
import io.hv.nativeaccess.EventFd;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "epoll")
@Timeout(60)
class IoPoolTest {

    private static final int ROUNDS = 1000;

    private final Device device = () -> "device";
    private final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final List<String> hooks = new ArrayList<>();
    private final BlockingQueue<EventFd> hooked = new LinkedBlockingQueue<>();
    private final IoPool pool = pool(2);

    private IoPool pool(int threads) {
        return new IoPool(
                "hv/test/io",
                threads,
                this::hook,
                (device, fault) -> faults.add(fault),
                failures::add,
                Duration.ofMinutes(1));
    }

    private void hook(EventFd event, long address, int size, OptionalLong value, boolean begin) {
        hooks.add((begin ? "+" : "-") + Long.toHexString(address) + "/" + size);
        if (begin) {
            hooked.add(event);
        }
    }

    @AfterEach
    void close() {
        pool.close();
        assertNull(failures.poll());
        assertNull(faults.poll());
    }

    @Test
    void whatRunsSeesThatItIsToEndAndRunsAgainAfterwards() throws InterruptedException {
        BlockingQueue<Boolean> seen = new LinkedBlockingQueue<>();
        CountDownLatch running = new CountDownLatch(1);
        Workers.Job job = pool.job(device, () -> {
            boolean first = running.getCount() > 0;
            seen.add(pool.holding());
            running.countDown();
            // As a queue that is never empty: only the wish for standing still ends it.
            while (first && !pool.holding()) {
                Thread.onSpinWait();
            }
        });
        assertTrue(pool.holding(), "a pool begins parked");
        job.ring();
        assertNull(seen.poll(), "nothing runs while it is parked");
        pool.unpark();
        assertFalse(pool.holding());
        running.await();
        pool.park();
        assertTrue(pool.holding());
        assertEquals(false, seen.take());
        seen.clear();
        pool.unpark();
        assertEquals(false, seen.take(), "it runs again, whether anybody rang or not");
    }

    @Test
    void whatRangWhileItStoodStillRunsOnce() throws InterruptedException {
        BlockingQueue<String> runs = new LinkedBlockingQueue<>();
        Workers.Job job = pool.job(device, () -> runs.add(Thread.currentThread().getName()));
        Workers.Job closed = pool.job(device, () -> runs.add("closed"));
        closed.close();
        for (int i = 0; i < 5; i++) {
            job.ring();
            closed.ring();
        }
        pool.unpark();
        assertTrue(runs.take().startsWith("hv/test/io"));
        pool.park();
        assertFalse(runs.contains("closed"));
    }

    /** The JVM itself allocates now and then, so the least of many rounds counts. */
    @Test
    void fromOneRunToTheNextNothingIsAllocated() throws InterruptedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        AtomicReference<Workers.@Nullable Job> itself = new AtomicReference<>();
        long[] begins = new long[ROUNDS];
        long[] ends = new long[ROUNDS];
        AtomicInteger rounds = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(1);
        try (IoPool single = pool(1)) {
            itself.set(single.job(device, () -> {
                int round = rounds.getAndIncrement();
                Workers.Job again = itself.get();
                if (round >= ROUNDS || again == null) {
                    over.countDown();
                    return;
                }
                begins[round] = threads.getCurrentThreadAllocatedBytes();
                again.ring();
                ends[round] = threads.getCurrentThreadAllocatedBytes();
            }));
            single.unpark();
            over.await();
        }
        assertEquals(
                0,
                IntStream.range(1, ROUNDS)
                        .mapToLong(round -> begins[round] - ends[round - 1])
                        .min()
                        .orElseThrow());
    }

    @Test
    void jobsThatComeAndGoUseNothingUp() throws InterruptedException {
        BlockingQueue<Integer> runs = new LinkedBlockingQueue<>();
        pool.unpark();
        Workers.Job first = pool.job(device, () -> runs.add(-1));
        first.close();
        EventFd event = null;
        for (int i = 0; i < 2000; i++) {
            int number = i;
            Workers.Job job = pool.job(() -> "device" + number, () -> runs.add(number));
            Workers.Hook hook = job.onStore(0x1000, 4, OptionalLong.empty());
            EventFd its = hooked.take();
            assertTrue(event == null || event == its, "a descriptor of its own for each");
            event = its;
            // Who rings for one that is over does no harm.
            first.ring();
            its.signal();
            while (runs.take() != number) {
                // It ran for the ring before, perhaps.
            }
            hook.close();
            job.close();
            runs.clear();
        }
    }

    @Test
    void aStoreRingsUntilItIsUnhooked() throws InterruptedException {
        BlockingQueue<Boolean> runs = new LinkedBlockingQueue<>();
        Workers.Job job = pool.job(device, () -> runs.add(true));
        Workers.Hook hook = job.onStore(0x1000, 4, OptionalLong.empty());
        Workers.Hook left = job.onStore(0x2000, 2, OptionalLong.of(7));
        pool.unpark();
        assertTrue(runs.take());
        hooked.take().signal();
        assertTrue(runs.take());
        hook.close();
        hook.close();
        job.close();
        left.close();
        assertEquals(List.of("+1000/4", "+2000/2", "-1000/4", "-2000/2"), hooks);
    }

    @Test
    void aJobThatThrowsIsReportedAndOthersGoOn() throws InterruptedException {
        BlockingQueue<Boolean> runs = new LinkedBlockingQueue<>();
        Workers.Job bad = pool.job(device, () -> {
            throw new IllegalStateException("cannot");
        });
        Workers.Job good = pool.job(device, () -> runs.add(true));
        pool.unpark();
        assertTrue(runs.take());
        assertEquals("cannot", faults.take().getMessage());
        bad.close();
        good.ring();
        assertTrue(runs.take());
    }
}
