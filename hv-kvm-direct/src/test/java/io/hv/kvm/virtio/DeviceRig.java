package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.memory.GuestMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any device, and a driver that asks it one thing after the other. */
final class DeviceRig {

    private static final int NEEDS_RESET = 64;
    private static final int SIZE = 64;
    private static final long RINGS = 0x1000;
    private static final long RING_SPACE = 0x4000;
    private static final long DATA = 0x4_0000;

    private final GuestMemory memory;
    private final ManualWorkers workers;
    private final long features;
    private final List<DriverRing> rings = new ArrayList<>();
    final FaultLog faults = new FaultLog();
    final TestTransport transport = new TestTransport();
    final VirtioFunction function;

    /** With a function of its own. */
    DeviceRig(VirtioDevice device, GuestMemory memory, boolean packed, long deviceFeatures) {
        this.memory = memory;
        this.workers = new ManualWorkers();
        this.features = Driver.features(packed, true, false) | deviceFeatures;
        this.function = new VirtioFunction(device, memory, workers, faults);
        function.connect(transport);
    }

    /** For a function that is there already. */
    DeviceRig(VirtioFunction function, GuestMemory memory, ManualWorkers workers, long features) {
        this.memory = memory;
        this.workers = workers;
        this.features = features;
        this.function = function;
    }

    /** Negotiates, and sets some queues up. */
    DeviceRig begin(int queues) {
        Driver driver = new Driver(function).negotiate(features);
        rings.clear();
        for (int i = 0; i < queues; i++) {
            // As small as in a hostile program, where there is less memory.
            DriverRing ring = DriverRing.of(memory, RINGS + i * RING_SPACE, Math.min(SIZE, ringSize()), features);
            rings.add(ring);
            Driver unused = driver.queue(i, ring);
        }
        Driver unused = driver.ready();
        int runs = workers.run(100);
        assertTrue(runs < 100, "the device works on and on");
        return this;
    }

    private int ringSize() {
        return memory.size() < 1 << 20 ? 8 : SIZE;
    }

    private long data() {
        return memory.size() < 1 << 20 ? 0xa000 : DATA;
    }

    /**
     * Sends a request, which comes back.
     *
     * @param said each in a buffer of its own
     * @param room lengths of the buffers for the answer
     * @return all of the answer's bytes
     */
    byte[] ask(int queue, List<byte[]> said, int... room) {
        assertTrue(comesBack(queue, said, room), "the request did not come back");
        long answer = data();
        for (byte[] each : said) {
            answer += each.length;
        }
        return memory.read(answer, Arrays.stream(room).sum());
    }

    /** Sends a request, and tells whether it comes back. */
    boolean comesBack(int queue, List<byte[]> said, int... room) {
        List<DriverRing.Buffer> buffers = new ArrayList<>();
        long at = data();
        for (byte[] each : said) {
            memory.write(at, each);
            buffers.add(new DriverRing.Buffer(at, each.length, false));
            at += each.length;
        }
        for (int length : room) {
            buffers.add(new DriverRing.Buffer(at, length, true));
            at += length;
        }
        DriverRing ring = rings.get(queue);
        assertTrue(ring.prepare(buffers, 1));
        ring.expose();
        function.driverNotifies(queue);
        int runs = workers.run(100);
        assertTrue(runs < 100, "the device works on and on");
        return ring.collect() != null;
    }

    /** Lets the device look for what was asked of it from outside. */
    void look() {
        int runs = workers.run(100);
        assertTrue(runs < 100, "the device works on and on");
    }

    /** Whether a request that was sent earlier has come back. */
    boolean collects(int queue) {
        return rings.get(queue).collect() != null;
    }

    /** Lets the device work, and tells whether something has come back meanwhile. */
    boolean isBack(int queue) {
        int runs = workers.run(100);
        assertTrue(runs < 100, "the device works on and on");
        return rings.get(queue).collect() != null;
    }

    /** The first bytes of the room for the answer to a request that said nothing. */
    byte[] room(int length) {
        return memory.read(data(), length);
    }

    /** Asserts that the request that was just sent has stopped the device, and that a reset makes it as before. */
    void broke(Rule rule, int queues) {
        assertEquals(List.of(rule), faults.rules());
        assertEquals(NEEDS_RESET, function.status() & NEEDS_RESET, "DEVICE_NEEDS_RESET");
        assertEquals(1, transport.configInterrupts.get());
        function.status(0);
        assertEquals(0, function.status());
        faults.clear();
        transport.configInterrupts.set(0);
        DeviceRig unused = begin(queues);
    }
}
