package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.Workers;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.snapshot.StateCodec;
import java.util.List;
import java.util.Random;

/** An echo device, and a well-behaved driver for one of its queues. */
final class EchoRig {

    private static final int BASE = 0x1000;
    private static final int SOME = 20;

    final FaultLog faults = new FaultLog();
    final TestTransport transport = new TestTransport();
    final EchoDevice device;
    final DriverRing ring;
    final EchoClient client;
    private final GuestMemory memory;
    private final Workers workers;
    private final RingKind kind;
    VirtioFunction function;

    /** With memory of its own. */
    EchoRig(RingKind kind, EchoDevice device, Workers workers, int requests, Random random) {
        this(GuestMemory.onHeap(1 << 20), kind, device, workers, BASE, requests, random);
    }

    EchoRig(
            GuestMemory memory,
            RingKind kind,
            EchoDevice device,
            Workers workers,
            long base,
            int requests,
            Random random) {
        this.memory = memory;
        this.kind = kind;
        this.device = device;
        this.workers = workers;
        function = new VirtioFunction(device, memory, workers, faults);
        function.connect(transport);
        ring = DriverRing.of(memory, base, kind.size(), kind.features());
        client = new EchoClient(memory, function, 0, ring, requests, random);
        transport.onInterrupt = queue -> client.interrupt();
    }

    GuestMemory memory() {
        return memory;
    }

    EchoRig begin() {
        Driver unused =
                new Driver(function).negotiate(kind.features()).queue(0, ring).ready();
        return this;
    }

    /** All its requests. */
    void finish(ManualWorkers manual) {
        finish(client, device, manual);
        assertEquals(List.of(), faults.all());
    }

    /** Some requests through a queue of a function that has one device, one transport and one driver. */
    static void roundTrips(
            GuestMemory memory,
            VirtioFunction function,
            TestTransport transport,
            ManualWorkers manual,
            int queue,
            long base,
            long features) {
        DriverRing ring = DriverRing.of(memory, base, 8, features);
        EchoClient client = new EchoClient(memory, function, queue, ring, SOME, new Random(queue));
        transport.onInterrupt = number -> client.interrupt();
        Driver unused =
                new Driver(function).negotiate(features).queue(queue, ring).ready();
        finish(client, (EchoDevice) function.device(), manual);
    }

    private static void finish(EchoClient client, EchoDevice device, ManualWorkers manual) {
        for (int steps = 0; !client.finished(); steps++) {
            assertTrue(steps < 100_000, "the driver waits in vain");
            client.step();
            boolean unused = client.asleep() && manual.runOne();
            while (client.asleep() && !device.held.isEmpty()) {
                device.finish(device.held.remove(0));
            }
        }
    }

    /** Puts another function in the place of this one, with the state that this one has. */
    void move(Runnable oldOneIsGone) {
        byte[] saved = StateCodec.encode(function.save());
        oldOneIsGone.run();
        VirtioFunction next = new VirtioFunction(device, memory, workers, faults);
        next.connect(transport);
        next.restore(StateCodec.decode(saved, VirtioState.class));
        assertEquals(function.save(), next.save());
        function = next;
        client.moveTo(next);
    }
}
