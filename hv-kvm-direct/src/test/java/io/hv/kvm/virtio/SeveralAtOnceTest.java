package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.device.PlainRequest;
import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.EchoDevice.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are given back together: the driver sees all of them, or none. */
@Timeout(60)
class SeveralAtOnceTest {

    private static final long DATA = 0x4_0000;
    private static final int GROUP = 3;

    /** A ring of eight goes round often enough in these. */
    private static final int ROUNDS = 40;

    private static final int LOOKS = 10;

    private final ManualWorkers workers = new ManualWorkers();

    static Stream<RingKind> kinds() {
        return RingKind.all().stream().filter(kind -> kind.size() >= GROUP);
    }

    private EchoRig rig(RingKind kind) {
        EchoRig rig = new EchoRig(kind, new EchoDevice("echo", Order.HELD, 256), workers, 0, new Random(1)).begin();
        rig.transport.onInterrupt = queue -> {};
        int unused = workers.run(10);
        return rig;
    }

    private Request[] hold(EchoRig rig, int count) {
        for (int i = 0; i < count; i++) {
            assertTrue(rig.ring.prepare(List.of(new DriverRing.Buffer(DATA, 8, true)), i));
        }
        rig.ring.expose();
        rig.function.wakeAll();
        int unused = workers.run(10);
        assertEquals(count, rig.device.held.size());
        Request[] all = rig.device.held.toArray(Request[]::new);
        rig.device.held.clear();
        return all;
    }

    private static VirtioQueue queue(EchoRig rig) {
        return Objects.requireNonNull(Objects.requireNonNull(rig.device.driver).queue(0));
    }

    /** What is given back is nothing to the driver until it is published, wherever in the ring it lies. */
    @ParameterizedTest
    @MethodSource("kinds")
    void nothingIsSeenBeforeAllIsThere(RingKind kind) {
        GuestMemory memory = GuestMemory.onHeap(1 << 20);
        EchoRig rig = rig(kind);
        Queue owner = new Queue(rig.function, memory, 0, 1);
        DriverRing driver = DriverRing.of(memory, 0x1000, kind.size(), kind.features());
        Ring ring = Ring.of(
                memory,
                new RingSetup(kind.size(), driver.descriptors(), driver.driverPart(), driver.devicePart()),
                kind.features(),
                RingPosition.start(kind.packed()));
        for (int round = 0; round < ROUNDS; round++) {
            List<Chain> taken = new ArrayList<>();
            for (int i = 0; i < GROUP; i++) {
                assertTrue(driver.prepare(List.of(new DriverRing.Buffer(DATA, 8, true)), i));
            }
            driver.expose();
            for (int i = 0; i < GROUP; i++) {
                Chain chain = new Chain(owner, memory);
                assertTrue(ring.take(chain));
                taken.add(chain);
            }
            for (Chain each : taken) {
                ring.give(each, round + 1);
                assertFalse(driver.hasUsed(), "round " + round);
            }
            ring.publish();
            for (int i = 0; i < GROUP; i++) {
                assertEquals(new DriverRing.Used(i, round + 1), driver.collect());
            }
            assertNull(driver.collect());
            ring.publish();
            assertNull(driver.collect());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theyComeInOrderWithOneInterrupt(RingKind kind) {
        EchoRig rig = rig(kind);
        for (int round = 0; round < ROUNDS; round++) {
            rig.ring.wantInterrupt();
            int before = rig.transport.queueInterrupts.get();
            Request[] all = hold(rig, GROUP);
            Request first = all[0];
            all[0] = all[2];
            all[2] = first;
            all[0].writer().writeInt(round);
            VirtioQueue queue = queue(rig);
            queue.complete(all, 2);
            assertEquals(new DriverRing.Used(2, 4), rig.ring.collect());
            assertEquals(new DriverRing.Used(1, 0), rig.ring.collect());
            assertNull(rig.ring.collect());
            assertEquals(before + 1, rig.transport.queueInterrupts.get());
            first.complete();
            assertEquals(new DriverRing.Used(0, 0), rig.ring.collect());
            queue.complete(all, 0);
            assertNull(rig.ring.collect());
        }
        assertEquals(List.of(), rig.faults.all());
    }

    /** A driver that looks at all times, on another thread, never finds a part. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aDriverThatLooksAllTheTimeSeesAllOrNone(RingKind kind) throws InterruptedException {
        EchoRig rig = rig(kind);
        rig.ring.wantNoInterrupt();
        for (int round = 0; round < LOOKS; round++) {
            Request[] all = hold(rig, GROUP);
            AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
            VirtioQueue queue = queue(rig);
            Thread device = new Thread(() -> {
                try {
                    queue.complete(all, GROUP);
                } catch (RuntimeException e) {
                    failure.set(e);
                }
            });
            device.start();
            while (!rig.ring.hasUsed() && device.isAlive()) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < GROUP; i++) {
                assertNotNull(rig.ring.collect(), "of " + GROUP + " it saw " + i);
            }
            device.join();
            assertNull(failure.get());
        }
        assertEquals(List.of(), rig.faults.all());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whereOneCannotBeNoneIs(RingKind kind) {
        EchoRig rig = rig(kind);
        Request[] all = hold(rig, GROUP);
        VirtioQueue queue = queue(rig);
        all[1].complete();
        assertEquals(new DriverRing.Used(1, 0), rig.ring.collect());
        assertThrows(IllegalStateException.class, () -> queue.complete(all, GROUP));
        assertNull(rig.ring.collect());
        EchoRig another = rig(kind);
        Request[] others = hold(another, 1);
        assertThrows(IllegalArgumentException.class, () -> queue.complete(new Request[] {all[0], others[0]}, 2));
        assertThrows(
                ClassCastException.class,
                () -> queue.complete(new Request[] {all[0], new PlainRequest(new byte[0], 0)}, 2));
        assertNull(rig.ring.collect());
        queue.complete(new Request[] {all[0], all[2]}, 2);
        queue(another).complete(others, 1);
        assertEquals(new DriverRing.Used(0, 0), rig.ring.collect());
        assertEquals(new DriverRing.Used(2, 0), rig.ring.collect());
        assertEquals(new DriverRing.Used(0, 0), another.ring.collect());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void afterAResetTheyReachNothing(RingKind kind) {
        EchoRig rig = rig(kind);
        Request[] all = hold(rig, GROUP);
        VirtioQueue queue = queue(rig);
        rig.function.reset();
        byte[] before = rig.memory().read(0, 1 << 20);
        queue.complete(all, GROUP);
        assertEquals(0, rig.function.status());
        assertArrayEquals(before, rig.memory().read(0, 1 << 20));
    }
}
