package io.hv.kvm.boot.acpi;

import static io.hv.kvm.boot.acpi.Aml.integer;
import static io.hv.kvm.boot.acpi.Aml.name;
import static io.hv.kvm.boot.acpi.Aml.segment;

import java.util.Locale;

/**
 * The slots of PCI's root that functions come into and leave while the machine runs (ACPI 6.5, 5.6.6 and 6.3): for each slot
 * a device with its address, the number that users see ({@code _SUN}) and a method that ejects it ({@code _EJ0}), and one
 * event for all. The registers say which slots it is about.
 */
final class PciHotPlugSlots {

    private static final String REGISTERS = "PHPR";
    private static final String UP = "PHUP";
    private static final String DOWN = "PHDN";
    private static final String EJECT = "PHEJ";
    private static final String LOOK = "PHEV";

    /** What the notifications of a device say (ACPI 6.5, 5.6.6). */
    private static final int DEVICE_CHECK = 1;

    private static final int EJECT_REQUEST = 3;

    private PciHotPlugSlots() {}

    /** The registers, the slots and the look at them, for the scope of the root. */
    static byte[] inBridge() {
        byte[][] slots = new byte[PciHostBridge.SLOTS][];
        slots[0] = Aml.portFields(REGISTERS, Hardware.PCI_HOT_PLUG, UP, DOWN, EJECT);
        for (int slot = 1; slot < slots.length; slot++) {
            slots[slot] = Aml.device(
                    device(slot),
                    name("_ADR", integer(slot << PciHostBridge.SLOT_SHIFT)),
                    name("_SUN", integer(slot)),
                    Aml.method("_EJ0", 1, Aml.store(integer(1 << slot), segment(EJECT))));
        }
        return Aml.list(Aml.list(slots), look());
    }

    private static String device(int slot) {
        return String.format(Locale.ROOT, "S%02X_", slot);
    }

    /** Takes what the registers say, which ends the event's level, and tells the drivers. */
    private static byte[] look() {
        byte[][] told = new byte[PciHostBridge.SLOTS][];
        told[0] = Aml.list(take(UP, Aml.LOCAL_0), take(DOWN, Aml.LOCAL_1));
        for (int slot = 1; slot < told.length; slot++) {
            told[slot] = Aml.list(tell(slot, Aml.LOCAL_0, DEVICE_CHECK), tell(slot, Aml.LOCAL_1, EJECT_REQUEST));
        }
        return Aml.method(LOOK, 0, told);
    }

    private static byte[] take(String register, byte[] into) {
        return Aml.list(Aml.store(segment(register), into), Aml.store(into, segment(register)));
    }

    private static byte[] tell(int slot, byte[] slots, int what) {
        return Aml.when(Aml.and(slots, integer(1 << slot), Aml.NOWHERE), Aml.notify(segment(device(slot)), what));
    }

    /** The event's method, for the scope {@code _GPE}: a level, whose status is cleared after it ran. */
    static byte[] event() {
        return Aml.method("_L01", 0, Aml.path("_SB_", PciHostBridge.NAME, LOOK));
    }
}
