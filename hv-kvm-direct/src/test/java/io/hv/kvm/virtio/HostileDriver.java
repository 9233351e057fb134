package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A driver that breaks a rule, and everything that must be as before then. Memory is two regions with a hole between them;
 * beside the device there is another one with its own driver, which must notice nothing.
 */
final class HostileDriver {

    /** Where the regions of RAM end, and the second begins. */
    static final long LOW_END = 0x10_0000;

    static final long HIGH = 0x11_0000;
    static final long HIGH_SIZE = 0x10_0000;

    /** Buffers for the driver's use, in which it may offer what it likes. */
    static final long DATA = 0x8_0000;

    static final int LARGEST = 8192;

    private static final int STATUS_RUNNING = 15;
    private static final int NEEDS_RESET = 64;
    private static final long RING = 0x1000;
    private static final long SECOND_RING = 0x4_0000;
    private static final long OTHER_RING = HIGH + 0x4_0000;

    final GuestMemory memory;
    final ManualWorkers workers = new ManualWorkers();
    final FaultLog faults = new FaultLog();
    final TestTransport transport = new TestTransport();
    final EchoDevice device;
    final VirtioFunction function;
    final Driver driver;
    final DriverRing ring;
    private final long features;
    private final EchoRig neighbour;

    /** A driver that behaves until it is told otherwise. */
    HostileDriver(RingKind kind, EchoDevice.Order order) {
        this(kind, order, HIGH_SIZE);
    }

    HostileDriver(RingKind kind, EchoDevice.Order order, long highSize) {
        memory = GuestMemory.onHeap(new Region(0, LOW_END, 0), new Region(HIGH, highSize, LOW_END));
        features = kind.features();
        device = new EchoDevice("victim", order, LARGEST, 8);
        function = new VirtioFunction(device, memory, workers, faults);
        function.connect(transport);
        driver = new Driver(function);
        ring = DriverRing.of(memory, RING, kind.size(), features);
        neighbour = new EchoRig(
                memory,
                new RingKind(true, true, true, 8),
                new EchoDevice("other", order, 8),
                workers,
                OTHER_RING,
                40,
                new Random(1));
        EchoRig unused = neighbour.begin();
        int runs = workers.run(10);
        assertTrue(runs > 0, "a queue is looked at when its driver is ready");
    }

    static HostileDriver split() {
        return split(8);
    }

    static HostileDriver split(int size) {
        return new HostileDriver(new RingKind(false, true, false, size), EchoDevice.Order.AT_ONCE);
    }

    static HostileDriver packed() {
        return new HostileDriver(new RingKind(true, true, false, 8), EchoDevice.Order.AT_ONCE);
    }

    /** A kind of ring. */
    enum Kind {
        SPLIT,
        PACKED;

        HostileDriver driver() {
            return this == SPLIT ? split() : packed();
        }
    }

    /** Both kinds of ring. */
    static List<HostileDriver> both() {
        return List.of(split(), packed());
    }

    /** Ready, with one queue. */
    HostileDriver begin() {
        Driver unused = driver.negotiate(features).queue(0, ring).ready();
        int runs = workers.run(10);
        assertTrue(runs > 0, "a queue is looked at when its driver is ready");
        return this;
    }

    /** Negotiated, and nothing more. */
    HostileDriver agree() {
        Driver unused = driver.negotiate(features);
        return this;
    }

    /** Writes a descriptor as it lies in this kind of ring, or in one of its tables. */
    void descriptor(long at, long address, long length, int flags, int next) {
        boolean packed = (features & Driver.RING_PACKED) != 0;
        memory.putLong(at, address);
        memory.putInt(at + 8, (int) length);
        memory.putShort(at + (packed ? 14 : 12), (short) flags);
        memory.putShort(at + (packed ? 12 : 14), (short) next);
    }

    /** One of the ring's own descriptors; in a packed ring it is available, as in the first round. */
    void descriptor(int number, long address, long length, int flags, int next) {
        int available = (features & Driver.RING_PACKED) != 0 ? 1 << 7 : 0;
        descriptor(ring.descriptors() + 16L * number, address, length, flags | available, next);
    }

    /** Makes the first descriptor available where that is a matter of its own, and notifies. */
    void offer() {
        if ((features & Driver.RING_PACKED) == 0) {
            available(0, 0, 1);
        }
        function.driverNotifies(0);
    }

    /** Writes a split ring's available index, and the head in one of its places. */
    void available(int place, int head, int index) {
        memory.putShort(ring.driverPart() + 4 + 2L * place, (short) head);
        memory.putShort(ring.driverPart() + 2, (short) index);
    }

    /** Asserts that a running driver is stopped by what it does. */
    void breaks(Rule rule, Consumer<HostileDriver> crime) {
        breaks(rule, true, List.of(), crime);
    }

    /**
     * Asserts what follows from a crime.
     *
     * @param told whether the driver is ready, and so told that the device needs a reset
     * @param offered where the device may have written
     */
    void breaks(Rule rule, boolean told, List<DriverRing.Buffer> offered, Consumer<HostileDriver> crime) {
        crime.accept(this);
        List<byte[]> before = image();
        assertTrue(workers.run(100) < 100, "the device works on and on");
        assertEquals(List.of(rule), faults.rules());
        assertEquals(NEEDS_RESET, function.status() & NEEDS_RESET, "DEVICE_NEEDS_RESET");
        assertEquals(told ? 1 : 0, transport.configInterrupts.get(), "interrupts of the configuration");
        unchanged(before, offered);
        deaf();
        assertEquals(List.of(rule), faults.rules());
        neighbour.finish(workers);
        recovers();
    }

    /** Nothing that the driver does has any effect, but a reset. */
    private void deaf() {
        List<byte[]> before = image();
        VirtioState state = function.save();
        int interrupts = transport.queueInterrupts.get();
        function.driverNotifies(0);
        function.driverNotifies(99);
        function.acceptFeatures(-1);
        function.enableQueue(true);
        function.setUpQueue(setup -> new RingSetup(3, 1, 1, 1));
        function.writeConfig(0, 4, -1);
        function.status(STATUS_RUNNING);
        function.wakeAll();
        int unused = workers.run(100);
        assertEquals(state, function.save());
        assertEquals(interrupts, transport.queueInterrupts.get());
        unchanged(before, List.of());
    }

    /** A driver that behaves finds the device as if nothing had been. */
    void recovers() {
        while (!device.held.isEmpty()) {
            device.held.remove(0).complete();
        }
        function.status(0);
        assertEquals(0, function.status(), "the reset is over");
        faults.clear();
        roundTrips(0, RING);
        roundTrips(1, SECOND_RING);
        assertEquals(List.of(), faults.all());
    }

    private void roundTrips(int queue, long base) {
        EchoRig.roundTrips(memory, function, transport, workers, queue, base, features);
    }

    private List<byte[]> image() {
        List<byte[]> image = new ArrayList<>();
        for (Region region : memory.regions()) {
            image.add(memory.read(region.address(), (int) region.size()));
        }
        return image;
    }

    /** What the device may write: its part of the ring, a packed ring's descriptors, and the buffers. */
    private void unchanged(List<byte[]> before, List<DriverRing.Buffer> offered) {
        List<DriverRing.Buffer> allowed = new ArrayList<>(offered);
        allowed.add(new DriverRing.Buffer(ring.devicePart(), 8 * ring.size + 6, true));
        if ((features & Driver.RING_PACKED) != 0) {
            allowed.add(new DriverRing.Buffer(ring.descriptors(), 16 * ring.size, true));
        }
        List<byte[]> after = image();
        for (int i = 0; i < after.size(); i++) {
            Region region = memory.regions().get(i);
            for (DriverRing.Buffer buffer : allowed) {
                if (region.contains(buffer.address(), buffer.length())) {
                    int from = (int) (buffer.address() - region.address());
                    Arrays.fill(before.get(i), from, from + buffer.length(), (byte) 0);
                    Arrays.fill(after.get(i), from, from + buffer.length(), (byte) 0);
                }
            }
            assertArrayEquals(before.get(i), after.get(i), "written outside of what was offered");
        }
    }
}
