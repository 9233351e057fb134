package io.hv.kvm.virtio;

import static io.hv.kvm.virtio.DriverRing.NEXT;
import static io.hv.kvm.virtio.DriverRing.WRITE;
import static io.hv.kvm.virtio.HostileDriver.DATA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.memory.Region;
import io.hv.kvm.virtio.EchoDevice.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device's own thread that goes on with a request after the machine was reset, or has ended. */
class LateDeviceTest {

    private static HostileDriver begin(boolean packed) {
        return new HostileDriver(new RingKind(packed, true, false, 8), Order.HELD).begin();
    }

    private static Request underWay(HostileDriver hostile) {
        hostile.descriptor(0, DATA, 6, NEXT, 1);
        hostile.descriptor(1, DATA + 8, 6, WRITE, 0);
        hostile.offer();
        int unused = hostile.workers.run(10);
        return hostile.device.held.remove(0);
    }

    private static List<byte[]> image(HostileDriver hostile) {
        List<byte[]> image = new ArrayList<>();
        for (Region region : hostile.memory.regions()) {
            image.add(hostile.memory.read(region.address(), (int) region.size()));
        }
        return image;
    }

    private static void assertUnchanged(List<byte[]> before, HostileDriver hostile) {
        List<byte[]> after = image(hostile);
        for (int i = 0; i < after.size(); i++) {
            assertArrayEquals(before.get(i), after.get(i), "the guest's memory");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRequestThatOutlivesAResetReachesNothing(boolean packed) {
        HostileDriver hostile = begin(packed);
        Request late = underWay(hostile);
        assertFalse(late.lost());
        hostile.function.reset();
        assertTrue(late.lost());
        VirtioState powerOn = hostile.function.save();
        List<byte[]> before = image(hostile);
        assertThrows(IllegalStateException.class, () -> late.reader().readByte());
        assertEquals(6, late.writer().remaining());
        late.writer().writeInt(-1);
        assertEquals(2, late.writer().remaining());
        late.complete();
        assertThrows(IllegalStateException.class, late::complete);
        int unused = hostile.workers.run(10);
        assertUnchanged(before, hostile);
        assertEquals(powerOn, hostile.function.save());
        assertEquals(0, hostile.transport.queueInterrupts.get());
        assertEquals(List.of(), hostile.faults.all());
        hostile.recovers();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void norDoesItReachTheNextDriversRequests(boolean packed) {
        HostileDriver hostile = begin(packed);
        Request late = underWay(hostile);
        hostile.function.reset();
        hostile.memory.fill(hostile.ring.base, DriverRing.space(8), (byte) 0);
        HostileDriver unused = hostile.begin();
        Request next = underWay(hostile);
        List<byte[]> before = image(hostile);
        late.writer().writeInt(-1);
        late.complete();
        assertUnchanged(before, hostile);
        assertFalse(next.lost());
        next.writer().writeInt(7);
        next.complete();
        assertEquals(7, hostile.memory.getInt(DATA + 8));
        assertEquals(1, hostile.transport.queueInterrupts.get());
        hostile.recovers();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMachineThatHasEndedIsNotReached(boolean packed) {
        HostileDriver hostile = begin(packed);
        Request late = underWay(hostile);
        hostile.function.close();
        List<byte[]> before = image(hostile);
        assertTrue(late.lost());
        late.writer().writeInt(-1);
        late.complete();
        assertUnchanged(before, hostile);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasCompletedIsNobodysAnyMore(boolean packed) {
        HostileDriver hostile = begin(packed);
        Request done = underWay(hostile);
        done.complete();
        List<byte[]> before = image(hostile);
        assertThrows(IllegalStateException.class, () -> done.writer().writeByte(1));
        assertThrows(IllegalStateException.class, () -> done.reader().readByte());
        assertThrows(IllegalStateException.class, done::complete);
        assertFalse(done.lost());
        assertUnchanged(before, hostile);
        hostile.recovers();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theDriverOfBeforeIsNotReachedEither(boolean packed) {
        HostileDriver hostile = begin(packed);
        VirtioDevice.Driver before = Objects.requireNonNull(hostile.device.driver);
        hostile.function.reset();
        HostileDriver unused = hostile.begin();
        int runs = hostile.workers.run(10);
        assertEquals(0, runs);
        int generation = hostile.function.generation();
        before.wake(0);
        before.configChanged();
        assertNull(before.queue(0));
        assertTrue(hostile.workers.idle());
        assertEquals(generation, hostile.function.generation());
        assertEquals(0, hostile.transport.configInterrupts.get());
    }

    /** Each reset comes at another moment of what the thread does. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aThreadThatWritesWhileTheMachineIsReset(boolean packed) throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            HostileDriver hostile = begin(packed);
            Request late = underWay(hostile);
            CountDownLatch begun = new CountDownLatch(1);
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread thread = new Thread(() -> {
                try {
                    begun.countDown();
                    for (int i = 0; i < 6; i++) {
                        late.writer().writeByte(i);
                    }
                    late.complete();
                } catch (RuntimeException | Error e) {
                    thrown.set(e);
                }
            });
            thread.start();
            begun.await();
            hostile.function.reset();
            List<byte[]> before = image(hostile);
            thread.join();
            assertNull(thrown.get());
            assertUnchanged(before, hostile);
            assertEquals(0, hostile.function.status());
            assertEquals(List.of(), hostile.faults.all());
        }
    }
}
