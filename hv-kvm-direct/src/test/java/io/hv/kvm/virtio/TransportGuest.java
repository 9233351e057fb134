package io.hv.kvm.virtio;

import io.hv.kvm.board.DeviceState;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.memory.GuestMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;

/** A guest with one device: its memory, what its driver knows, and the machine that it is in now. */
final class TransportGuest {

    private static final int MEMORY = 0x1_0000;
    private static final long RINGS = 0x1000;
    private static final long RING_SPACE = 0x800;
    private static final long DATA = 0x8000;
    private static final long ASK_SPACE = 0x400;
    private static final int RING_SIZE = 4;

    final GuestMemory memory = GuestMemory.onHeap(MEMORY);
    final Outside outside = new Outside();
    final SubjectDevice subject;
    private final boolean pci;
    private final Map<Integer, DriverRing> rings = new HashMap<>();
    private VirtioDevice device;
    TransportMachine machine;

    TransportGuest(SubjectDevice subject, boolean pci) {
        this.subject = subject;
        this.pci = pci;
        this.device = subject.make(outside, memory);
        this.machine = new TransportMachine(device, memory, pci);
    }

    VirtioDevice device() {
        return device;
    }

    boolean pci() {
        return pci;
    }

    /** A new machine with a new device, as things are outside now. */
    void replug() {
        machine.close();
        device = subject.make(outside, memory);
        machine = new TransportMachine(device, memory, pci);
    }

    /** It goes on in another machine, which has the state of this one. */
    void move() {
        List<DeviceState> state = machine.save();
        replug();
        machine.restore(state);
    }

    // ---- the driver's half of the queues

    void prepareRing(int queue, long features) {
        rings.put(queue, DriverRing.of(memory, RINGS + queue * RING_SPACE, RING_SIZE, features));
    }

    void forgetRings() {
        rings.clear();
    }

    DriverRing ring(int queue) {
        return Objects.requireNonNull(rings.get(queue));
    }

    /** Puts a request where the device does not see it yet. */
    String prepare(int queue, Random random) {
        DriverRing ring = ring(queue);
        int cookie = ring.freeCookie();
        if (cookie == RING_SIZE) {
            return "no room";
        }
        SubjectDevice.Ask ask = subject.ask(queue, random);
        long at = DATA + (queue * RING_SIZE + cookie) * ASK_SPACE;
        List<DriverRing.Buffer> buffers = new ArrayList<>();
        if (ask.said().size() > 0) {
            memory.write(at, ask.said().toArray());
            buffers.add(new DriverRing.Buffer(at, ask.said().size(), false));
        }
        if (ask.room() > 0 || buffers.isEmpty()) {
            buffers.add(new DriverRing.Buffer(at + ask.said().size(), ask.room(), true));
        }
        if (!ring.prepare(buffers, cookie)) {
            return "no descriptors";
        }
        return "cookie " + cookie;
    }

    String collect(int queue) {
        DriverRing.Used used = ring(queue).collect();
        return used == null ? "nothing" : used.toString();
    }

    /** Whether a request came back that the driver has not seen. */
    boolean somethingCameBack() {
        return rings.values().stream().anyMatch(DriverRing::hasUsed);
    }

    /** Whether a request is where the device could take it, and has not. */
    boolean somethingIsAsked() {
        List<QueueState> queues = machine.function().save().queues();
        return rings.entrySet().stream()
                .anyMatch(each -> queues.get(each.getKey()).enabled()
                        && isAsked(
                                each.getValue(),
                                queues.get(each.getKey()).position().available()));
    }

    private boolean isAsked(DriverRing ring, int at) {
        if (ring instanceof SplitDriver) {
            return (memory.getShort(ring.driverPart() + 2) & 0xffff) != at;
        }
        boolean wrap = at >>> 15 != 0;
        int flags = memory.getShort(ring.descriptors() + 16L * (at & 0x7fff) + 14);
        return (flags & 1 << 7) != 0 == wrap && (flags & 1 << 15) != 0 != wrap;
    }

    /** Whether the device is in a packed ring's second round, or any later one that is alike. */
    boolean somethingHasWrapped() {
        return rings.entrySet().stream().anyMatch(each -> {
            QueueState state = machine.function().save().queues().get(each.getKey());
            return each.getValue() instanceof PackedDriver
                    && state.enabled()
                    && state.position().available() >>> 15 == 0;
        });
    }

    /** What there is to be seen now. */
    String observe() {
        CRC32 sum = new CRC32();
        sum.update(memory.read(0, MEMORY));
        return machine.observe() + " " + Long.toHexString(sum.getValue()) + " " + outside.digest();
    }

    byte[] image() {
        return memory.read(0, MEMORY);
    }
}
