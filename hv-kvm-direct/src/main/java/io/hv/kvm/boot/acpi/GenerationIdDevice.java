package io.hv.kvm.boot.acpi;

import static io.hv.kvm.boot.acpi.Aml.device;
import static io.hv.kvm.boot.acpi.Aml.integer;
import static io.hv.kvm.boot.acpi.Aml.name;

/** Where the generation id of the virtual machine is, and the event that tells of a change (Microsoft, Virtual Machine Generation ID). */
final class GenerationIdDevice {

    private static final String NAME = "VGEN";

    /** What the specification calls it, and a name of eight characters by which Linux knows it. */
    private static final String SPECIFIED = "VM_Gen_Counter";

    private static final String SHORT = "VMGENCTR";

    /** The notification that something about the device has changed. */
    private static final int CHANGED = 0x80;

    private GenerationIdDevice() {}

    /** The device, for the scope {@code _SB_}. */
    static byte[] of(long address) {
        return device(
                NAME,
                name("_HID", Aml.string("HVGN0001")),
                name("_CID", Aml.packageOf(Aml.string(SPECIFIED), Aml.string(SHORT))),
                name("_DDN", Aml.string(SPECIFIED)),
                name("_STA", integer(Hardware.PRESENT)),
                name("ADDR", Aml.packageOf(integer((int) address), integer((int) (address >>> Integer.SIZE)))));
    }

    /** The event's method, for the scope {@code _GPE}: an edge, whose status is clear before it runs. */
    static byte[] event() {
        return Aml.method("_E05", 0, Aml.notify(Aml.path("_SB_", NAME), CHANGED));
    }
}
