package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.virtio.EchoDevice.Order;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver that has several requests under way hears of them together, and one that has one hears of each. */
class TogetherTest {

    private static final int SIZE = 8;
    private static final long DATA = 0x4_0000;
    private static final long LIMIT = Duration.ofMinutes(1).toNanos();
    private static final int SOME = 128;

    /** So dear that the device is patient, also on a machine with much else to do. */
    private static final long COST = 200_000;

    private final Semaphore interrupts = new Semaphore(0);

    private static void takesLong() {
        long began = System.nanoTime();
        while (System.nanoTime() - began < COST) {
            Thread.onSpinWait();
        }
    }

    private void sleep() throws InterruptedException {
        assertTrue(interrupts.tryAcquire(1, TimeUnit.MINUTES), "an interrupt was lost");
        interrupts.drainPermits();
    }

    private static void offerOne(EchoRig rig, int slot) {
        assertTrue(rig.ring.prepare(List.of(new DriverRing.Buffer(DATA, 8, false)), slot));
        rig.ring.expose();
        if (rig.ring.wantsNotification()) {
            rig.function.driverNotifies(0);
        }
    }

    /** Some requests with so many under way; returns how many interrupts that took. */
    private int work(EchoRig rig, int underWay) throws InterruptedException {
        int before = rig.transport.queueInterrupts.get();
        int left = SOME;
        int slot = 0;
        while (left > 0 || rig.ring.outstanding() > 0) {
            rig.ring.wantNoInterrupt();
            while (left > 0 && rig.ring.outstanding() < underWay) {
                offerOne(rig, slot++ % underWay);
                left--;
            }
            rig.ring.wantInterrupt();
            while (!rig.ring.hasUsed()) {
                sleep();
            }
            while (rig.ring.hasUsed()) {
                assertTrue(rig.ring.collect() != null);
            }
        }
        return rig.transport.queueInterrupts.get() - before;
    }

    private EchoRig rig(ThreadWorkers workers, boolean packed, boolean eventIndex) {
        RingKind kind = new RingKind(packed, false, eventIndex, SIZE);
        EchoRig rig = new EchoRig(kind, new EchoDevice("echo", Order.AT_ONCE, SIZE), workers, 0, new Random(1)).begin();
        rig.transport.onInterrupt = queue -> {
            takesLong();
            interrupts.release();
        };
        return rig;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void severalShareAnInterrupt(int kind) throws InterruptedException {
        try (ThreadWorkers workers = new ThreadWorkers(3)) {
            EchoRig rig = rig(workers, (kind & 1) != 0, (kind & 2) != 0);
            long began = System.nanoTime();
            int most = SOME;
            while (most > SOME / 2) {
                assertTrue(System.nanoTime() - began < LIMIT, most + " interrupts for " + SOME + " requests");
                most = work(rig, 4);
            }
            assertEquals(List.of(), rig.faults.all());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void oneAfterTheOtherIsToldOfEach(int kind) throws InterruptedException {
        try (ThreadWorkers workers = new ThreadWorkers(3)) {
            EchoRig rig = rig(workers, (kind & 1) != 0, (kind & 2) != 0);
            assertTrue(work(rig, 1) <= SOME);
            assertEquals(SOME, rig.function.counters(0).requests());
            assertEquals(List.of(), rig.faults.all());
        }
    }

    /** It hears of what is done, while the device waits for something else than requests, and leaves them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void isToldWhereTheDeviceLeavesTheRest(int kind) throws InterruptedException {
        try (ThreadWorkers workers = new ThreadWorkers(3)) {
            EchoRig rig = rig(workers, (kind & 1) != 0, (kind & 2) != 0);
            long began = System.nanoTime();
            while (work(rig, 4) > SOME / 2) {
                assertTrue(System.nanoTime() - began < LIMIT);
            }
            rig.ring.wantInterrupt();
            interrupts.drainPermits();
            offerOne(rig, 0);
            while (!rig.ring.hasUsed()) {
                Thread.onSpinWait();
            }
            rig.device.waits = true;
            offerOne(rig, 1);
            offerOne(rig, 2);
            sleep();
            assertTrue(rig.ring.collect() != null);
            rig.device.waits = false;
            rig.ring.wantInterrupt();
            rig.function.wakeAll();
            while (rig.ring.outstanding() > 0) {
                while (!rig.ring.hasUsed()) {
                    sleep();
                }
                assertTrue(rig.ring.collect() != null);
                rig.ring.wantInterrupt();
            }
            assertEquals(List.of(), rig.faults.all());
        }
    }
}
