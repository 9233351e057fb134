package io.hv.kvm.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.boot.acpi.AcpiMachine;
import io.hv.kvm.boot.acpi.GuestTables;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.ManualClock;
import io.hv.kvm.bus.ManualLoop;
import io.hv.kvm.bus.TestLine;
import io.hv.kvm.bus.TestMachine;
import io.hv.kvm.bus.TestMsi;
import io.hv.kvm.device.acpi.PciHotPlug;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.pci.PciRoot;
import io.hv.kvm.virtio.ManualWorkers;
import io.hv.kvm.virtio.entropy.VirtioEntropy;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Devices that come to a board and leave it: where the tables say, and in states. */
class HotPlugBoardTest {

    private static final MemoryMap MAP = MemoryMap.of(1 << 22, 40);

    private final ManualClock clock = new ManualClock();
    private final IoBus bus = new IoBus((device, fault) -> {
        throw new AssertionError(device.name(), fault);
    });
    private final TestLine sci = new TestLine();
    private final List<Integer> ejected = new ArrayList<>();
    private final VirtioRack rack = new VirtioRack(
            new VirtioRack.Connections(
                    bus,
                    GuestMemory.onHeap(1 << 22),
                    new ManualWorkers(),
                    gsi -> new TestLine(),
                    new TestMsi(),
                    (device, fault) -> {
                        throw new AssertionError(device.name(), fault);
                    }),
            true,
            MAP);
    private final MicroBoard board = new MicroBoard(
            new Wiring(
                    number -> number == Irqs.ACPI ? sci : new TestLine(),
                    clock,
                    clock,
                    new ManualLoop(clock),
                    new TestMachine(),
                    () -> ByteSource.NOTHING,
                    value -> {},
                    value -> {},
                    1 << 22,
                    0),
            false);
    private final PciHotPlug slots;

    HotPlugBoardTest() {
        board.attach(bus);
        board.include(rack);
        slots = board.hotPlug(bus, ejected::add);
    }

    private void plug(String name) {
        rack.add(new VirtioEntropy(name));
        board.include(rack, name);
    }

    private void unplug(String name) {
        board.exclude(rack, name);
        rack.remove(name);
    }

    private static List<String> names(List<DeviceState> states) {
        return states.stream().map(DeviceState::device).toList();
    }

    @Test
    void theRegistersAndTheEventAreWhereTheTablesSay() {
        GuestTables tables = GuestTables.of(AcpiMachine.of(1)
                .with(new AcpiMachine.Ecam(MemoryMap.ECAM.address(), (int) (PciRoot.ECAM_SIZE >> 20)), MAP.mmio64())
                .withHotPlug());
        String dsdt = HexFormat.of().formatHex(tables.bytes("DSDT"));
        // OperationRegion (PHPR, SystemIO, port, 12)
        int at = dsdt.indexOf("5b80" + "50485052" + "01" + "0b");
        int port = Integer.reverseBytes(Integer.parseInt(dsdt.substring(at + 16, at + 20), 16)) >>> 16;
        int gpe = tables.table("FACP").getInt(80);
        assertTrue(dsdt.contains(HexFormat.of().formatHex(new byte[] {'_', 'L', '0', '0' + PciHotPlug.EVENT})));
        bus.writePort(gpe + 2, 2, 1 << PciHotPlug.EVENT);
        assertFalse(sci.isHigh());
        slots.plugged(4);
        assertTrue(sci.isHigh());
        assertEquals(1 << 4, bus.readPort(port, 4));
        bus.writePort(port, 4, -1);
        bus.writePort(gpe, 2, 1 << PciHotPlug.EVENT);
        assertFalse(sci.isHigh());
        slots.ask(4);
        bus.writePort(port + 8, 4, 1 << 4);
        assertEquals(List.of(4), ejected);
    }

    @Test
    void slotsAreFilledFromTheFirstThatIsFree() {
        plug("a");
        plug("b");
        plug("c");
        assertEquals(List.of(new PciPlace("a", 1), new PciPlace("b", 2), new PciPlace("c", 3)), rack.places());
        unplug("a");
        plug("d");
        assertEquals(List.of(new PciPlace("b", 2), new PciPlace("c", 3), new PciPlace("d", 1)), rack.places());
        assertEquals(
                List.of("b", "c", "d"),
                rack.functions().stream().map(function -> function.name()).toList());
        assertThrows(IllegalArgumentException.class, () -> plug("d"));
        assertThrows(IllegalArgumentException.class, () -> rack.remove("a"));
    }

    @Test
    void aStateIsOfTheDevicesWhateverTheirOrder() {
        plug("a");
        plug("b");
        List<DeviceState> before = board.save();
        unplug("a");
        assertThrows(IllegalArgumentException.class, () -> board.restore(before));
        rack.add(new VirtioEntropy("a"), 1);
        board.include(rack, "a");
        assertFalse(names(before).equals(names(board.save())));
        board.restore(before);
        List<DeviceState> twice = new ArrayList<>(before);
        twice.add(before.get(0));
        assertThrows(IllegalArgumentException.class, () -> board.restore(twice));
    }

    /** As machines had it that knew nothing of hot-plug, and, without a device, nothing of PCI. */
    @Test
    void anOldStateIsTaken() {
        List<DeviceState> old = new ArrayList<>(board.save());
        assertFalse(names(old).contains(slots.name()), "at rest it is left out");
        slots.ask(7);
        assertTrue(names(board.save()).contains(slots.name()));
        old.removeIf(state -> state.device().equals("pci-host-bridge"));
        board.restore(old);
        assertTrue(slots.isAtRest());
    }
}
