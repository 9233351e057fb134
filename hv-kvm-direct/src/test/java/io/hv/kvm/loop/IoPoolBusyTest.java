package io.hv.kvm.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.bus.Workers.Job;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Who gets a machine's I/O threads when requests hang. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "epoll")
@Timeout(60)
class IoPoolBusyTest {

    private static final int THREADS = 4;

    private final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final Device dead = () -> "vda";
    private final Device alive = () -> "vdb";
    private final IoPool pool = new IoPool(
            "hv/test/io",
            THREADS,
            (event, address, size, value, begin) -> {},
            (device, fault) -> faults.add(fault),
            faults::add,
            Duration.ofMillis(500));

    @AfterEach
    void close() {
        release.countDown();
        pool.close();
        assertEquals(0, faults.size(), faults::toString);
    }

    private void hang() {
        seen.add("vda");
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String next() throws InterruptedException {
        return String.valueOf(seen.poll(30, TimeUnit.SECONDS));
    }

    private void untilAliveRan() throws InterruptedException {
        String ran = next();
        while (!ran.equals("vdb")) {
            assertEquals("vda", ran, "nothing runs");
            ran = next();
        }
    }

    /** Each job hangs on a thread of its own, as far as there are any. */
    private void hangAll(int jobs) {
        for (int i = 0; i < jobs; i++) {
            Job unused = pool.job(dead, this::hang);
        }
    }

    @Test
    void oneDeviceLeavesTheOthersAThread() throws Exception {
        hangAll(THREADS + 2);
        Job other = pool.job(alive, () -> seen.add("vdb"));
        // Unparked, each job runs once.
        pool.unpark();
        Map<String, Integer> ran = new HashMap<>();
        while (ran.getOrDefault("vda", 0) < THREADS - 1 || !ran.containsKey("vdb")) {
            Integer unused = ran.merge(next(), 1, Integer::sum);
        }
        other.ring();
        untilAliveRan();
        assertEquals(THREADS - 1, ran.get("vda"), "a device that hangs has taken the last thread");
        release.countDown();
        // What waited for its device's share comes now.
        for (int i = 0; i < 3; ) {
            i += next().equals("vda") ? 1 : 0;
        }
    }

    @Test
    void aloneItHasAllThreads() throws Exception {
        hangAll(THREADS);
        pool.unpark();
        for (int i = 0; i < THREADS; i++) {
            assertEquals("vda", next());
        }
    }

    @Test
    void aPoolThatCannotBeParkedSaysWhoseFaultItIsAndGoesOn() throws Exception {
        hangAll(1);
        Job other = pool.job(alive, () -> seen.add("vdb"));
        pool.unpark();
        // A job may run once more than it was rung.
        Set<String> both = new HashSet<>();
        while (both.size() < 2) {
            boolean unused = both.add(next());
        }
        StillBusyException busy = assertThrows(StillBusyException.class, pool::park);
        assertEquals("requests to vda are under way and have not ended within 0 s", busy.getMessage());
        other.ring();
        // The one that hangs is rung too, and hangs another thread.
        pool.unpark();
        untilAliveRan();
        release.countDown();
        pool.parkForGood();
    }
}
