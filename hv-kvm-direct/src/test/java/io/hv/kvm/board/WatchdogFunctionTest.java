package io.hv.kvm.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.ManualClock;
import io.hv.kvm.bus.ManualLoop;
import io.hv.kvm.bus.TestLine;
import io.hv.kvm.bus.TestMachine;
import io.hv.kvm.bus.TestMsi;
import io.hv.kvm.device.watchdog.I6300Esb;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.virtio.ManualWorkers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The watchdog on PCI, as a guest reaches it: by addresses only. */
class WatchdogFunctionTest {

    private static final MemoryMap MAP = MemoryMap.of(1 << 22, 40);
    private static final long CONFIG = MemoryMap.ECAM.address() + (1 << 15);
    private static final int PCI_EXPRESS = 0x10;

    private final ManualClock clock = new ManualClock();
    private final ManualLoop loop = new ManualLoop(clock);
    private final TestMachine machine = new TestMachine();
    private final IoBus bus = new IoBus((device, fault) -> {
        throw new AssertionError(device.name(), fault);
    });

    private VirtioRack rack(boolean pci) {
        return new VirtioRack(
                new VirtioRack.Connections(
                        bus,
                        GuestMemory.onHeap(1 << 22),
                        new ManualWorkers(),
                        gsi -> new TestLine(),
                        new TestMsi(),
                        (device, fault) -> {
                            throw new AssertionError(device.name(), fault);
                        }),
                pci,
                MAP);
    }

    private I6300Esb watchdog() {
        return new I6300Esb("watchdog0", clock, loop, machine);
    }

    private long read(int register, int size) {
        return bus.readMmio(CONFIG + register, size);
    }

    private void write(int register, int size, long value) {
        bus.writeMmio(CONFIG + register, size, value);
    }

    @Test
    void aGuestFindsAndUsesIt() {
        try (VirtioRack rack = rack(true)) {
            rack.add(watchdog());
            assertEquals(0x25ab_8086L, read(0, 4));
            assertEquals(0x0880, read(0xa, 2));
            write(4, 2, 2);
            long bar = read(0x10, 4);
            assertEquals(MemoryMap.MMIO32.address(), bar);
            write(0x10, 4, 0xffff_ffffL);
            assertEquals(0xffff_fff0L, read(0x10, 4), "16 bytes");
            write(0x10, 4, bar);
            write(0x60, 2, 0xffff);
            assertEquals(0x27, read(0x60, 2));
            write(0x60, 2, 4);
            for (int stage : new int[] {0, 4}) {
                bus.writeMmio(bar + 0xc, 1, 0x80);
                bus.writeMmio(bar + 0xc, 1, 0x86);
                bus.writeMmio(bar + stage, 4, 2000);
            }
            assertEquals(2000, bus.readMmio(bar, 4));
            write(0x68, 1, 2);
            assertEquals(2, read(0x68, 1));
            assertEquals(2, read(0x68, 4));
            loop.advance(10_000_000);
            assertEquals(List.of("watchdog0 has run out"), machine.drain());
            assertEquals(0x200, bus.readMmio(bar + 0xc, 2));
            assertEquals(
                    List.of("pci-host-bridge", "watchdog0", "watchdog0-pci"),
                    rack.parts().stream().map(VirtioRack.Part::name).toList());
        }
    }

    /** Its registers lie where capabilities would: those come behind them. */
    @Test
    void itsRegistersAndCapabilitiesAreApart() {
        try (VirtioRack rack = rack(true)) {
            rack.add(watchdog());
            long capability = read(0x34, 1);
            assertTrue(capability >= 0x6c, "a capability at " + capability);
            assertEquals(PCI_EXPRESS, read((int) capability, 1));
            assertEquals(0, read(0x64, 4));
            write(0x64, 4, 0xffff_ffffL);
            assertEquals(0, read(0x64, 4));
        }
    }

    @Test
    void itNeedsPciAndRoom() {
        try (VirtioRack without = rack(false)) {
            assertThrows(IllegalArgumentException.class, () -> without.add(watchdog()));
        }
        try (VirtioRack full = rack(true)) {
            for (int i = 0; i < VirtioRack.room(true); i++) {
                full.add(new I6300Esb("watchdog" + i, clock, loop, machine));
            }
            assertThrows(IllegalArgumentException.class, () -> full.add(watchdog()));
        }
    }
}
