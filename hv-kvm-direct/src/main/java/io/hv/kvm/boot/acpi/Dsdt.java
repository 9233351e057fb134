package io.hv.kvm.boot.acpi;

import static io.hv.kvm.boot.acpi.Aml.device;
import static io.hv.kvm.boot.acpi.Aml.eisaId;
import static io.hv.kvm.boot.acpi.Aml.integer;
import static io.hv.kvm.boot.acpi.Aml.name;

import java.util.Locale;

/**
 * The differentiated system description table (ACPI 6.5, 5.2.11.1): soft-off, the processors, the devices of the ISA
 * bus, the root of PCI, and what else a guest cannot find by itself.
 */
final class Dsdt {

    /** From 2 on, integers have 64 bits. */
    private static final int REVISION = 2;

    private Dsdt() {}

    static byte[] of(AcpiMachine machine) {
        return Table.of(
                "DSDT",
                REVISION,
                Aml.list(
                        softOff(),
                        Aml.scope(
                                "_SB_",
                                processors(machine.vcpus()),
                                devices(),
                                GenerationIdDevice.of(AcpiTables.GENERATION_ID),
                                machine.panicDevice() ? panicDevice() : Aml.list(),
                                machine.ecam()
                                        .map(ecam -> PciHostBridge.of(ecam, machine.mmio64(), machine.hotPlug()))
                                        .orElseGet(Aml::list),
                                VirtioMmioDevices.of(machine.virtioMmio())),
                        Aml.scope(
                                "_GPE",
                                GenerationIdDevice.event(),
                                machine.hotPlug() ? PciHotPlugSlots.event() : Aml.list())));
    }

    /** SLP_TYP for PM1a and for PM1b, which is not there, and two numbers that are reserved. */
    private static byte[] softOff() {
        byte[] type = integer(Hardware.SLEEP_TYPE_OFF);
        return name("_S5_", Aml.packageOf(type, type, integer(0), integer(0)));
    }

    private static byte[] processors(int vcpus) {
        byte[][] processors = new byte[vcpus][];
        for (int id = 0; id < vcpus; id++) {
            processors[id] = device(
                    String.format(Locale.ROOT, "C%03X", id),
                    name("_HID", Aml.string("ACPI0007")),
                    name("_UID", integer(id)));
        }
        return Aml.list(processors);
    }

    private static byte[] devices() {
        return Aml.list(
                device(
                        "COM1",
                        name("_HID", eisaId("PNP0501")),
                        name("_UID", integer(1)),
                        name(
                                "_CRS",
                                Resources.of(
                                        Resources.ports(Hardware.SERIAL, Hardware.SERIAL_PORTS),
                                        Resources.interrupt(Hardware.SERIAL_IRQ)))),
                device(
                        "RTC_",
                        name("_HID", eisaId("PNP0B00")),
                        name(
                                "_CRS",
                                Resources.of(
                                        Resources.ports(Hardware.RTC, Hardware.RTC_PORTS),
                                        Resources.interrupt(Hardware.RTC_IRQ)))),
                device(
                        "KBD_",
                        name("_HID", eisaId("PNP0303")),
                        name(
                                "_CRS",
                                Resources.of(
                                        Resources.ports(Hardware.KEYBOARD_DATA, 1),
                                        Resources.ports(Hardware.KEYBOARD_COMMAND, 1),
                                        Resources.interrupt(Hardware.KEYBOARD_IRQ)))));
    }

    /** The id by which Linux knows pvpanic; a device without a plug and play id says itself that it is there. */
    private static byte[] panicDevice() {
        return device(
                "PEVT",
                name("_HID", Aml.string("QEMU0001")),
                name("_STA", integer(Hardware.PRESENT)),
                name("_CRS", Resources.of(Resources.ports(Hardware.PVPANIC, 1))));
    }
}
