package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.virtio.EchoDevice.Order;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks whom to be told, and is told (virtio 1.2, 2.7.7, 2.7.10 and 2.8.10). */
class SuppressionTest {

    private static final int SIZE = 8;
    private static final long DATA = 0x4_0000;

    private final ManualWorkers workers = new ManualWorkers();

    private EchoRig rig(boolean packed, boolean eventIndex, Order order) {
        RingKind kind = new RingKind(packed, false, eventIndex, SIZE);
        EchoRig rig = new EchoRig(kind, new EchoDevice("echo", order, SIZE), workers, 0, new Random(1)).begin();
        int unused = workers.run(10);
        return rig;
    }

    private void offer(EchoRig rig, int count) {
        for (int i = 0; i < count; i++) {
            assertTrue(rig.ring.prepare(List.of(new DriverRing.Buffer(DATA, 8, false)), i));
        }
        rig.ring.expose();
    }

    /** Has the device take what there is, and give it all back in one go; returns how often it has interrupted. */
    private int answered(EchoRig rig) {
        int before = rig.transport.queueInterrupts.get();
        rig.function.wakeAll();
        int unused = workers.run(10);
        return rig.transport.queueInterrupts.get() - before;
    }

    private static void collect(EchoRig rig, int count) {
        for (int i = 0; i < count; i++) {
            assertTrue(rig.ring.collect() != null, "one came back");
        }
        assertFalse(rig.ring.hasUsed());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void flagsAskForAnInterruptOrNone(boolean packed) {
        EchoRig rig = rig(packed, false, Order.SHUFFLED);
        for (int round = 0; round < 5; round++) {
            rig.ring.wantNoInterrupt();
            offer(rig, 3);
            assertEquals(0, answered(rig));
            collect(rig, 3);
            rig.ring.wantInterrupt();
            offer(rig, 3);
            assertEquals(1, answered(rig), "one for all three");
            collect(rig, 3);
            assertEquals(0, answered(rig), "nothing came back");
        }
    }

    /** Every event index, at every place in the ring: in the round that is now, the one before, and the one after. */
    @Test
    void aSplitRingInterruptsWhenTheEventIndexIsPassed() {
        for (int event = -20; event < 20; event++) {
            EchoRig rig = rig(false, true, Order.SHUFFLED);
            int used = 0;
            for (int round = 0; round < 8; round++) {
                rig.memory().putShort(rig.ring.driverPart() + 4 + 2L * SIZE, (short) event);
                offer(rig, 3);
                assertEquals(event >= used && event < used + 3 ? 1 : 0, answered(rig), "event index " + event);
                collect(rig, 3);
                used += 3;
            }
        }
    }

    /** The same of a packed ring: the descriptor is given by its place and the round's wrap counter. */
    @Test
    void aPackedRingInterruptsWhenTheDescriptorIsUsed() {
        for (int event = 0; event < 2 * SIZE; event++) {
            EchoRig rig = rig(true, true, Order.SHUFFLED);
            int used = 0;
            boolean wrap = event < SIZE;
            for (int round = 0; round < 8; round++) {
                int word = (event % SIZE) | (wrap ? 0x8000 : 0) | 2 << 16;
                rig.memory().putInt(rig.ring.driverPart(), word);
                offer(rig, 3);
                int from = used % (2 * SIZE);
                boolean passed = (event >= from && event < from + 3) || event + 2 * SIZE < from + 3;
                assertEquals(passed ? 1 : 0, answered(rig), "descriptor " + event + " after " + used);
                collect(rig, 3);
                used += 3;
            }
        }
    }

    /** A driver that looks for answers by itself for a while, and then sleeps: the ring has gone round meanwhile. */
    @Test
    void aPackedRingOfOneGoesRoundTwiceBetweenInterrupts() {
        EchoRig rig = new EchoRig(
                        new RingKind(true, false, true, 1),
                        new EchoDevice("echo", Order.HELD, 1),
                        workers,
                        0,
                        new Random(1))
                .begin();
        rig.device.between = () -> {
            while (!rig.device.held.isEmpty() && rig.ring.outstanding() > 0) {
                Request request = rig.device.held.remove(0);
                request.complete();
                if (rig.function.counters(0).requests() == 1) {
                    collect(rig, 1);
                    rig.ring.wantInterrupt();
                    offer(rig, 1);
                }
            }
        };
        rig.ring.wantNoInterrupt();
        offer(rig, 1);
        assertEquals(1, answered(rig));
        assertEquals(2, rig.function.counters(0).requests());
        collect(rig, 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void notificationsAreWantedWhenTheDeviceHasLookedAndNotWhileItLooks(boolean eventIndex) {
        for (boolean packed : new boolean[] {false, true}) {
            EchoRig rig = rig(packed, eventIndex, Order.AT_ONCE);
            boolean[] inside = {false};
            rig.device.between = () -> {
                if (!inside[0]) {
                    inside[0] = true;
                    offer(rig, 1);
                    assertFalse(rig.ring.wantsNotification(), "the device looks by itself");
                }
            };
            for (int round = 0; round < 20; round++) {
                inside[0] = false;
                offer(rig, 1);
                assertTrue(rig.ring.wantsNotification(), "the device waits");
                rig.function.driverNotifies(0);
                int runs = workers.run(10);
                assertEquals(1, runs);
                collect(rig, 2);
            }
        }
    }

    /** A device that takes requests when it has something to say, not when the driver has. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoTakesOutsideOfARunIsToldOfTheNext(boolean eventIndex) {
        for (boolean packed : new boolean[] {false, true}) {
            EchoRig rig = rig(packed, eventIndex, Order.HELD);
            VirtioDevice.Driver driver = Objects.requireNonNull(rig.device.driver);
            rig.ring.wantInterrupt();
            offer(rig, 1);
            Request request = Objects.requireNonNull(driver.queue(0)).take();
            rig.device.finish(Objects.requireNonNull(request));
            assertEquals(1, rig.transport.queueInterrupts.get(), "completed outside of a run");
            collect(rig, 1);
            assertEquals(null, Objects.requireNonNull(driver.queue(0)).take());
            rig.ring.wantsNotification();
            offer(rig, 1);
            assertTrue(rig.ring.wantsNotification());
        }
    }

    /** A request that waits for another one does not keep it from being taken. */
    @Test
    void aSecondThreadTakesWhatTheFirstWaitsFor() {
        for (int features = 0; features < 4; features++) {
            RingKind kind = new RingKind((features & 1) != 0, false, (features & 2) != 0, SIZE);
            EchoDevice device = new EchoDevice("echo", Order.AT_ONCE, SIZE);
            device.threads = 2;
            EchoRig rig = new EchoRig(kind, device, workers, 0, new Random(1)).begin();
            int unused = workers.run(10);
            int[] taken = {0};
            device.first = request -> {
                if (++taken[0] == 1) {
                    offer(rig, 1);
                    assertTrue(rig.ring.wantsNotification(), "there is a thread left");
                }
            };
            offer(rig, 1);
            assertTrue(rig.ring.wantsNotification());
            rig.function.driverNotifies(0);
            int runs = workers.run(10);
            assertTrue(runs > 0);
            collect(rig, 2);
        }
    }

    /** What is rung for while every thread is inside is looked at when one comes out. */
    @Test
    void aRingDuringARunIsNotLost() {
        EchoRig rig = rig(false, false, Order.AT_ONCE);
        int[] looked = {0};
        rig.device.between = () -> {
            if (looked[0]++ == 0) {
                rig.function.wakeAll();
                assertTrue(workers.runOne(), "a second run, which overlaps");
            }
        };
        rig.function.wakeAll();
        assertTrue(workers.runOne());
        assertEquals(4, looked[0], "twice in each of two calls of the device");
        assertTrue(workers.idle());
    }

    /** Requests that were offered by others, as a device that writes into the ring would. */
    @Test
    void aRunEndsEvenIfTheQueueNeverDoes() {
        EchoRig rig = rig(false, false, Order.AT_ONCE);
        rig.device.between = () -> {
            while (rig.ring.collect() != null) {
                // Room for the next.
            }
            if (rig.ring.outstanding() == 0) {
                offer(rig, 1);
            }
        };
        offer(rig, 1);
        rig.function.driverNotifies(0);
        for (int i = 0; i < 5; i++) {
            assertTrue(workers.runOne(), "it goes on");
        }
        rig.function.status(0);
        assertEquals(0, rig.function.status());
    }
}
