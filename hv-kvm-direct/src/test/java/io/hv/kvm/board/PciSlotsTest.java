package io.hv.kvm.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.boot.acpi.AcpiMachine;
import io.hv.kvm.boot.acpi.GuestTables;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.TestLine;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.pci.PciBar;
import io.hv.kvm.pci.PciFunction;
import io.hv.kvm.pci.PciRoot;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A guest that knows nothing but the tables finds PCI as they tell. */
class PciSlotsTest {

    private static final int MEMORY = 1 << 1;

    private final MemoryMap map = MemoryMap.of(5L << 30, 40);
    private final GuestTables tables = GuestTables.of(AcpiMachine.of(1)
            .with(new AcpiMachine.Ecam(MemoryMap.ECAM.address(), (int) (PciRoot.ECAM_SIZE >> 20)), map.mmio64()));
    private final IoBus bus = new IoBus((device, fault) -> {
        throw new AssertionError(device.name(), fault);
    });

    private PciSlots attach(int count) {
        PciSlots slots = new PciSlots(bus, map, (device, fault) -> {
            throw new AssertionError(device.name(), fault);
        });
        for (int i = 0; i < count; i++) {
            slots.add(
                    slots.next(),
                    PciFunction.named("f" + i)
                            .ids(0x1af4, 0x1040 + i)
                            .bar64(0, 0x4000, false, PciBar.EMPTY)
                            .interrupt(new TestLine(), 1, PciSlots.gsi(slots.next()))
                            .build());
        }
        return slots;
    }

    @Test
    void configurationSpaceIsWhereTheTableSays() {
        long ecam = tables.table("MCFG").getLong(44);
        PciSlots slots = attach(PciSlots.COUNT);
        assertEquals(PciSlots.COUNT + 1, slots.functions().size());
        for (int slot = 0; slot < PciRoot.SLOTS; slot++) {
            int expected = slot == 0 ? 0x0008_1b36 : 0x1040_1af4 + ((slot - 1) << 16);
            assertEquals(expected, (int) bus.readMmio(ecam + ((long) slot << 15), 4));
        }
        PciFunction more = PciFunction.named("more").ids(1, 1).build();
        assertThrows(IllegalArgumentException.class, slots::next);
        assertThrows(IllegalArgumentException.class, () -> slots.add(PciSlots.COUNT, more));
    }

    @Test
    void pinsReachTheInterruptsThatTheTableRoutes() {
        String dsdt = HexFormat.of().formatHex(tables.bytes("DSDT"));
        for (int slot = 0; slot < PciRoot.SLOTS; slot++) {
            for (int pin = 1; pin <= 4; pin++) {
                String index = pin == 1 ? "00" : pin == 2 ? "01" : "0a%02x".formatted(pin - 1);
                String address = slot == 0 ? "0bffff" : "0cffff%02x00".formatted(slot);
                String route = "04" + address + index + "00" + "0a%02x".formatted(PciRoot.gsi(slot, pin));
                assertTrue(dsdt.contains(route), route);
            }
        }
    }

    @Test
    void barsLieInTheWindowThatTheTableHas() {
        assertEquals(2, attach(1).functions().size());
        long config = MemoryMap.ECAM.address() + (1 << 15);
        long bar = (bus.readMmio(config + 0x10, 4) & ~0xfL) | (bus.readMmio(config + 0x14, 4) << 32);
        assertEquals(map.mmio64().address(), bar);
        assertEquals(0xff, bus.readMmio(bar, 1));
        bus.writeMmio(config + 4, 2, MEMORY);
        assertEquals(0, bus.readMmio(bar, 1));
        String window = "8a2b00" + "000c01" + "0000000000000000" + little(bar)
                + little(map.mmio64().end() - 1);
        assertTrue(HexFormat.of().formatHex(tables.bytes("DSDT")).contains(window), window);
    }

    private static String little(long value) {
        return HexFormat.of().toHexDigits(Long.reverseBytes(value));
    }
}
