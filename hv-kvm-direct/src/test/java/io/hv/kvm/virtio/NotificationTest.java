package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.board.VirtioRack;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where a guest's store notifies, and where it does not any more. */
class NotificationTest {

    private static final long FEATURES = Driver.features(false, false, false);
    private static final long MMIO = VirtioRack.address(0);
    private static final long PCI = MemoryMap.ECAM.address() + (1L << 15);

    private final TransportGuest memoryMapped = new TransportGuest(SubjectDevice.ECHO, false);
    private final TransportGuest pci = new TransportGuest(SubjectDevice.ECHO, true);

    private static void begin(TransportGuest guest) {
        Driver driver = new Driver(guest.machine.function()).negotiate(FEATURES);
        for (int queue = 0; queue < 2; queue++) {
            guest.prepareRing(queue, FEATURES);
            Driver unused = driver.queue(queue, guest.ring(queue));
        }
        Driver unused = driver.ready();
        int runs = guest.machine.workers.run(10);
        assertTrue(runs < 10);
    }

    @Test
    void aQueueIsDisabledAndEnabledAgain() {
        begin(memoryMapped);
        TransportMachine machine = memoryMapped.machine;
        assertEquals(2, machine.workers.hooked());
        machine.store(MMIO + 0x30, 4, 1);
        machine.store(MMIO + 0x44, 4, 0);
        assertEquals(0, machine.bus.readMmio(MMIO + 0x44, 4));
        assertEquals(1, machine.workers.hooked());
        machine.store(MMIO + 0x44, 4, 1);
        assertEquals(1, machine.bus.readMmio(MMIO + 0x44, 4));
        assertEquals(2, machine.workers.hooked());
        assertTrue(machine.workers.store(MMIO + 0x50, 4, 1), "a notification rings");
        assertFalse(machine.function().counters(1).requests() > 0);
        assertEquals("[] low", machine.observe());
    }

    @Test
    @Breaks(Rule.NOTIFY_NO_QUEUE)
    void aDisabledQueueIsNotNotified() {
        begin(memoryMapped);
        memoryMapped.machine.store(MMIO + 0x30, 4, 1);
        memoryMapped.machine.store(MMIO + 0x44, 4, 0);
        memoryMapped.machine.store(MMIO + 0x50, 4, 1);
        assertEquals("[subject: " + Rule.NOTIFY_NO_QUEUE + "] high^", memoryMapped.machine.observe());
    }

    private long bar() {
        pci.machine.store(PCI + 4, 2, 6);
        return pci.machine.bus.readMmio(PCI + 0x10, 8) & -16;
    }

    @Test
    @Breaks(Rule.NOTIFY_NO_QUEUE)
    void aPlaceOfNoQueueIsNotNotified() {
        for (int offset : new int[] {0x3008, 0x3ffc, 0x3001, 0x3002, 0x3007}) {
            pci.machine.reset();
            long bar = bar();
            begin(pci);
            pci.machine.store(bar + offset, 2, 0);
            assertEquals("[subject: " + Rule.NOTIFY_NO_QUEUE + "] high^", pci.machine.observe());
        }
    }

    @Test
    void beyondThePlacesOfNotificationsNothingIsThere() {
        long bar = bar();
        begin(pci);
        for (int offset = 0x4000; offset < 0x8000; offset += 4) {
            pci.machine.store(bar + offset, 4, 0);
        }
        assertEquals("[] low", pci.machine.observe());
        assertTrue(pci.machine.workers.idle());
        pci.machine.store(bar + 0x3004, 2, 1);
        assertFalse(pci.machine.workers.idle());
    }

    /** PCI Local Bus 3.0, 6.2.2: a function that is no bus master leaves memory alone, and so sends no message either. */
    @Test
    void withoutBusMasterNothingIsTakenUntilItIsOne() {
        long bar = bar();
        begin(pci);
        TransportMachine machine = pci.machine;
        machine.store(PCI + 4, 2, 2);
        assertTrue(pci.prepare(0, new Random(1)).startsWith("cookie"));
        pci.ring(0).expose();
        byte[] before = pci.image();
        machine.store(bar + 0x3000, 2, 0);
        assertTrue(machine.workers.run(10) < 10);
        assertArrayEquals(before, pci.image());
        assertEquals(0, machine.function().counters(0).requests());
        assertEquals("[] low", machine.observe());

        machine.store(PCI + 4, 2, 6);
        assertTrue(machine.workers.run(10) < 10);
        assertTrue(pci.ring(0).hasUsed());
        assertEquals("[] high^", machine.observe());
    }

    @Test
    void aRestoreThatFailsHalfWayLeavesNothing() {
        GuestMemory memory = GuestMemory.onHeap(0x1_0000);
        EchoDevice device = new EchoDevice("echo", EchoDevice.Order.AT_ONCE, 8, 8);
        TestTransport transport = new TestTransport();
        ManualWorkers workers = new ManualWorkers();
        FaultLog faults = new FaultLog();
        VirtioFunction function = new VirtioFunction(device, memory, workers, faults);
        function.connect(transport);
        VirtioState powerOn = function.save();
        Driver driver = new Driver(function).negotiate(FEATURES);
        for (int queue = 0; queue < 2; queue++) {
            Driver unused = driver.queue(queue, DriverRing.of(memory, 0x1000 + 0x1000 * queue, 8, FEATURES));
        }
        Driver unused = driver.ready();
        VirtioState saved = function.save();

        transport.full = new IllegalStateException("no room");
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> function.restore(saved));
        assertEquals(
                "echo cannot be restored, and was reset: no notification of queue 1 can be received",
                refused.getMessage());
        assertEquals(powerOn, function.save());
        assertEquals(Map.of(), transport.notifiable);

        transport.full = null;
        function.restore(saved);
        assertEquals(saved, function.save());
        assertEquals(2, transport.notifiable.size());
        assertEquals(List.of(), faults.all());
    }
}
