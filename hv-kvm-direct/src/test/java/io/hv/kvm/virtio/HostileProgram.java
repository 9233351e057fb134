package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import io.hv.kvm.snapshot.StateCodec;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Bytes as a program for a hostile driver, with the same outcome each time. The first byte says how the driver begins; then
 * each operation is one byte, and its operands follow. Memory is two regions of 64 KiB with as much between them that is
 * not RAM.
 *
 * <pre>
 * 0 store a byte       4 make available    8 accept features    12 configuration space
 * 1 store two bytes    5 notify            9 set a queue up     13 save and restore
 * 2 store eight        6 run workers      10 enable a queue     14 the device goes on
 * 3 descriptor         7 status           11 begin properly     15 event suppression
 * </pre>
 */
final class HostileProgram {

    private static final int REGION = 0x1_0000;
    private static final int RING = 0x800;
    private static final int SIZE = 8;

    /** More runs than this without anything that the driver does are a device that spins. */
    private static final int MOST_RUNS = 64;

    private static final long[] ODD_ADDRESSES = {
        0,
        1,
        REGION - 1,
        REGION - 4,
        REGION - 16,
        REGION,
        2 * REGION - 1,
        2 * REGION,
        3 * REGION - 8,
        3 * REGION,
        1L << 32,
        1L << 63,
        Long.MAX_VALUE,
        -1,
        -16,
        -REGION
    };
    private static final int[] ODD_LENGTHS = {
        0, 1, 15, 16, 17, 16 * SIZE, 16 * SIZE + 16, 4096, REGION - 1, REGION, REGION + 1, 1 << 31, -16, -1, 32, 48
    };

    private final FuzzedDevice kind;
    private final boolean packed;
    private final ByteBuffer code;
    private final GuestMemory memory =
            GuestMemory.onHeap(new Region(0, REGION, 0), new Region(2 * REGION, REGION, REGION));
    private final ManualWorkers workers = new ManualWorkers();
    private final FaultLog faults = new FaultLog();
    private final TestTransport transport = new TestTransport();
    private final VirtioDevice device;
    private VirtioFunction function;
    private long features;
    private List<Rule> seen = List.of();

    HostileProgram(FuzzedDevice kind, boolean packed, byte[] code) {
        this.kind = kind;
        this.packed = packed;
        this.code = ByteBuffer.wrap(code);
        this.device = kind.make(memory);
        this.function = make();
    }

    private VirtioFunction make() {
        VirtioFunction made = new VirtioFunction(device, memory, workers, faults);
        made.connect(transport);
        return made;
    }

    VirtioFunction function() {
        return function;
    }

    ManualWorkers workers() {
        return workers;
    }

    FaultLog faults() {
        return faults;
    }

    TestTransport transport() {
        return transport;
    }

    /** The rules that it has broken, once it was run. */
    List<Rule> seen() {
        return seen;
    }

    /** Runs it, once, and looks whether everything is as it must be then. */
    void run() {
        try {
            drive();
        } finally {
            kind.end(device);
        }
    }

    private void drive() {
        int begin = next();
        features = Driver.features(packed, (begin & 1) != 0, (begin & 2) != 0) | kind.features();
        if ((begin & 4) == 0) {
            begin();
        }
        while (code.hasRemaining()) {
            operation(next() & 15);
        }
        int runs = workers.run(MOST_RUNS);
        move();
        assertFalse(faults.rules().contains(Rule.DEVICE_FAILED), () -> "the device failed: " + faults.all());
        seen = List.copyOf(faults.rules());
        kind.forget(device);
        function.reset();
        assertEquals(0, function.status());
        faults.clear();
        kind.works(this, memory, features);
        assertEquals(
                0, faults.all().size(), () -> "faults of a driver that behaves, after " + runs + ": " + faults.all());
    }

    private void operation(int operation) {
        switch (operation) {
            case 0 -> memory.putByte(ram(1), (byte) next());
            case 1 -> memory.putShort(ram(2), (short) two());
            case 2 -> memory.putLong(ram(8), address());
            case 3 -> descriptor();
            case 4 -> available();
            case 5 -> function.driverNotifies(next() - 2);
            case 6 -> {
                int unused = workers.run(1 + next() % 8);
            }
            case 7 -> function.status(next());
            case 8 -> {
                function.features().driverSelect(next() % 4);
                function.acceptFeatures(next() << 24 | next());
            }
            case 9 -> setUp();
            case 10 -> {
                function.selectQueue(next() % 4);
                function.enableQueue((next() & 1) != 0);
            }
            case 11 -> begin();
            case 12 -> {
                int at = next() - 4;
                long unused = function.readConfig(at, 1 + next() % 8);
                function.writeConfig(at, 1 + next() % 8, next() * 0x0101_0101L);
            }
            case 13 -> move();
            case 14 -> kind.step(device, next());
            default -> memory.putInt(driverPart(next()), next() << 16 | two());
        }
    }

    private int next() {
        return code.hasRemaining() ? code.get() & 0xff : 0;
    }

    private int two() {
        return next() | next() << 8;
    }

    /** RAM for so many bytes. */
    private long ram(int size) {
        int at = Math.min(two(), REGION - size);
        return (next() & 1) == 0 ? at : 2L * REGION + at;
    }

    private long address() {
        int kind = next();
        return kind < 0xe0 ? (kind & 7) * 0x100L + (kind >>> 3) * 16L : ODD_ADDRESSES[kind & 15];
    }

    private int length() {
        int kind = next();
        return kind < 0xe0 ? kind : ODD_LENGTHS[kind & 15];
    }

    private long ring(int queue) {
        return 0x1000L + (long) RING * (queue & 1);
    }

    private long driverPart(int queue) {
        return ring(queue) + 0x400;
    }

    private void descriptor() {
        int place = next();
        // Of the ring, or of a table that any descriptor may name.
        long at = (place & 0x80) == 0 ? ring(place >>> 6) + 16L * (place & 15) : 16L * (place & 0x7f);
        long address = address();
        int length = length();
        int flags = next();
        int more = next();
        memory.putLong(at, address);
        memory.putInt(at + 8, length);
        // Available and used are bits 7 and 15.
        int all = (flags & 15) | (flags & 0x10) << 3 | (flags & 0x20) << 10;
        memory.putShort(at + (packed ? 14 : 12), (short) all);
        memory.putShort(at + (packed ? 12 : 14), (short) more);
    }

    private void available() {
        int queue = next();
        int head = next();
        if (packed) {
            long flags = ring(queue) + 16L * (head & 15) + 14;
            int wanted = (head & 0x10) == 0 ? 1 << 7 : 1 << 15;
            memory.putShort(flags, (short) ((memory.getShort(flags) & ~(1 << 7 | 1 << 15)) | wanted));
        } else {
            int index = memory.getShort(driverPart(queue) + 2) & 0xffff;
            memory.putShort(driverPart(queue) + 4 + 2L * (index % SIZE), (short) (head & 31));
            memory.putShort(driverPart(queue) + 2, (short) (index + 1 + (head >>> 5)));
        }
    }

    private void setUp() {
        function.selectQueue(next() % 4);
        int size = length();
        long descriptors = address();
        long driver = address();
        long part = address();
        function.setUpQueue(unused -> new RingSetup(size, descriptors, driver, part));
    }

    /** As a driver that behaves would, but for what is in the rings. */
    private void begin() {
        function.status(0);
        function.status(3);
        for (int half = 0; half < 2; half++) {
            function.features().driverSelect(half);
            function.acceptFeatures((int) (features >>> (32 * half)));
        }
        function.status(11);
        for (int queue = 0; queue < Math.min(2, function.queueCount()); queue++) {
            long ring = ring(queue);
            memory.fill(ring, RING, (byte) 0);
            function.selectQueue(queue);
            function.setUpQueue(unused -> new RingSetup(SIZE, ring, ring + 0x400, ring + 0x600));
            function.enableQueue(true);
        }
        function.status(15);
    }

    private void move() {
        byte[] saved = StateCodec.encode(function.save());
        workers.forget();
        kind.forget(device);
        function = make();
        VirtioState state = StateCodec.decode(saved, VirtioState.class);
        function.restore(state);
        assertEquals(state, function.save());
    }
}
