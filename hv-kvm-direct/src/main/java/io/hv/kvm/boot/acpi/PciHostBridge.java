package io.hv.kvm.boot.acpi;

import static io.hv.kvm.boot.acpi.Aml.device;
import static io.hv.kvm.boot.acpi.Aml.eisaId;
import static io.hv.kvm.boot.acpi.Aml.integer;
import static io.hv.kvm.boot.acpi.Aml.name;

import io.hv.kvm.boot.acpi.AcpiMachine.Ecam;
import io.hv.kvm.memory.MemoryMap;

/**
 * The root of PCI (PCI Firmware 3.3, 4): which buses and addresses it has, where its interrupt pins go, and what a guest may
 * do by itself.
 */
final class PciHostBridge {

    static final String NAME = "PCI0";
    static final int SLOTS = 32;
    private static final int PINS = 4;
    static final int SLOT_SHIFT = 16;
    private static final int ANY_FUNCTION = 0xffff;

    private PciHostBridge() {}

    static byte[] of(Ecam ecam, MemoryMap.Range mmio64, boolean hotPlug) {
        return Aml.list(reserved(ecam), bridge(ecam, mmio64, hotPlug ? PciHotPlugSlots.inBridge() : Aml.list()));
    }

    /** Memory that belongs to the mainboard, so that a guest believes the MCFG. */
    private static byte[] reserved(Ecam ecam) {
        return device(
                "ECAM",
                name("_HID", eisaId("PNP0C02")),
                name("_UID", Aml.string("ECAM")),
                name("_CRS", Resources.of(Resources.memory((int) ecam.address(), (int) ecam.size()))));
    }

    private static byte[] bridge(Ecam ecam, MemoryMap.Range mmio64, byte[] slots) {
        return device(
                NAME,
                name("_HID", eisaId("PNP0A08")),
                name("_CID", eisaId("PNP0A03")),
                name("_UID", integer(0)),
                name("_SEG", integer(0)),
                name("_BBN", integer(0)),
                name(
                        "_CRS",
                        Resources.of(
                                Resources.buses(0, ecam.buses()),
                                Resources.window32(MemoryMap.MMIO32),
                                mmio64.size() > 0 ? Resources.window64(mmio64) : Aml.list())),
                name("_PRT", interrupts()),
                OperatingSystemCapabilities.method(),
                slots);
    }

    /** Where each pin of each slot goes (ACPI 6.5, 6.2.13). A source of 0 means that the index is the interrupt itself. */
    private static byte[] interrupts() {
        byte[][] routes = new byte[SLOTS * PINS][];
        for (int i = 0; i < routes.length; i++) {
            int slot = i / PINS;
            int pin = i % PINS;
            routes[i] = Aml.packageOf(
                    integer(slot << SLOT_SHIFT | ANY_FUNCTION),
                    integer(pin),
                    integer(0),
                    integer(Hardware.PCI_FIRST_GSI + (slot + pin) % PINS));
        }
        return Aml.packageOf(routes);
    }
}
