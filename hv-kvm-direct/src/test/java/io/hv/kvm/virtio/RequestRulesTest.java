package io.hv.kvm.virtio;

import static io.hv.kvm.virtio.DriverRing.NEXT;
import static io.hv.kvm.virtio.DriverRing.WRITE;
import static io.hv.kvm.virtio.HostileDriver.DATA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hv.kvm.device.Request;
import io.hv.kvm.virtio.EchoDevice.Order;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Requests that a device cannot answer, and devices that cannot go on. */
class RequestRulesTest {

    private static void request(HostileDriver driver) {
        driver.descriptor(0, DATA, 6, NEXT, 1);
        driver.descriptor(1, DATA + 8, 6, WRITE, 0);
        driver.offer();
    }

    private static void requestFails(Rule rule, Consumer<Request> first) {
        for (HostileDriver each : HostileDriver.both()) {
            each.begin().breaks(rule, true, List.of(new DriverRing.Buffer(DATA + 8, 6, true)), driver -> {
                driver.device.first = request -> {
                    // Once: the device is to work again afterwards.
                    driver.device.first = unused -> {};
                    first.accept(request);
                };
                request(driver);
            });
        }
    }

    @Test
    @Breaks(Rule.REQUEST_TOO_SHORT)
    void aRequestIsTooShort() {
        requestFails(Rule.REQUEST_TOO_SHORT, request -> {
            assertEquals(0, request.reader().readInt());
            long unused = request.reader().readInt();
        });
        requestFails(Rule.REQUEST_TOO_SHORT, request -> request.reader().skip(7));
        requestFails(Rule.REQUEST_TOO_SHORT, request -> request.reader().skip(-1));
        requestFails(Rule.REQUEST_TOO_SHORT, request -> request.reader().read(new byte[7], 0, 7));
    }

    @Test
    @Breaks(Rule.ANSWER_TOO_SHORT)
    void anAnswerHasNoRoom() {
        requestFails(Rule.ANSWER_TOO_SHORT, request -> request.writer().writeLong(1));
        requestFails(Rule.ANSWER_TOO_SHORT, request -> request.writer().write(new byte[7], 0, 7));
        requestFails(Rule.ANSWER_TOO_SHORT, request -> {
            request.writer().writeInt(1);
            request.writer().writeShort(2);
            request.writer().writeByte(3);
        });
    }

    @Test
    @Breaks(Rule.DEVICE_FAILED)
    void aDeviceThrows() {
        requestFails(Rule.DEVICE_FAILED, request -> {
            throw new IllegalStateException("cannot");
        });
        HostileDriver.split().begin().breaks(Rule.DEVICE_FAILED, driver -> {
            driver.device.failure = new IllegalStateException("cannot be written");
            driver.function.writeConfig(2, 4, 0x0102_0304);
        });
        HostileDriver.split().begin().breaks(Rule.DEVICE_FAILED, driver -> {
            driver.device.failure = new IllegalStateException("cannot be read");
            assertEquals(0xff05, driver.function.readConfig(4, 2));
        });
        HostileDriver starting = HostileDriver.split();
        Driver unused = starting.agree().driver.queue(0, starting.ring);
        starting.breaks(Rule.DEVICE_FAILED, driver -> {
            driver.device.failure = new IllegalStateException("cannot start");
            driver.function.status(15);
        });
    }

    @Test
    @Breaks(Rule.DEVICE_FAILED)
    void aDeviceThrowsWhenItIsReset() {
        HostileDriver hostile = HostileDriver.split().begin();
        hostile.device.failure = new IllegalStateException("cannot be reset");
        hostile.function.status(0);
        assertEquals(List.of(Rule.DEVICE_FAILED), hostile.faults.rules());
        hostile.recovers();
    }

    @Test
    void aResetWaitsForWhatIsUnderWay() {
        for (boolean packed : new boolean[] {false, true}) {
            HostileDriver hostile = new HostileDriver(new RingKind(packed, true, false, 8), Order.HELD).begin();
            request(hostile);
            int unused = hostile.workers.run(10);
            byte[] before = hostile.memory.read(hostile.ring.base, (int) DriverRing.space(8));
            hostile.function.status(0);
            assertNotEquals(0, hostile.function.status());
            // Nothing else has any effect meanwhile.
            hostile.function.status(15);
            hostile.function.driverNotifies(0);
            hostile.function.enableQueue(true);
            assertEquals(0, hostile.function.save().status(), "another machine would wait for nothing");
            hostile.device.held.remove(0).complete();
            assertEquals(0, hostile.function.status());
            assertEquals(0, hostile.transport.queueInterrupts.get());
            assertArrayEquals(before, hostile.memory.read(hostile.ring.base, (int) DriverRing.space(8)));
            assertEquals(List.of(), hostile.faults.all());
            hostile.recovers();
        }
    }

    @Test
    void theMachinesResetDoesNotWait() {
        HostileDriver hostile = new HostileDriver(new RingKind(false, true, false, 8), Order.HELD).begin();
        request(hostile);
        int unused = hostile.workers.run(10);
        Request late = hostile.device.held.get(0);
        hostile.function.reset();
        assertEquals(0, hostile.function.status());
        hostile.recovers();
        int interrupts = hostile.transport.queueInterrupts.get();
        late.complete();
        assertEquals(interrupts, hostile.transport.queueInterrupts.get());
    }
}
