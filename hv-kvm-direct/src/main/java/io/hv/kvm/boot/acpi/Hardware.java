package io.hv.kvm.boot.acpi;

/** Where the board has what the tables speak of. A test compares it with the board, which this package cannot see. */
final class Hardware {

    static final int PM_EVENT = 0x600;
    static final int PM_CONTROL = 0x604;
    static final int PM_TIMER = 0x608;
    static final int GPE0 = 0x620;
    static final int SCI = 9;

    /** What SLP_TYP must be for soft-off. */
    static final int SLEEP_TYPE_OFF = 5;

    static final int RESET = 0xcf9;
    static final int RESET_VALUE = 0x06;

    static final int SERIAL = 0x3f8;
    static final int SERIAL_PORTS = 8;
    static final int SERIAL_IRQ = 4;

    static final int KEYBOARD_DATA = 0x60;
    static final int KEYBOARD_COMMAND = 0x64;
    static final int KEYBOARD_IRQ = 1;

    static final int RTC = 0x70;
    static final int RTC_PORTS = 2;
    static final int RTC_IRQ = 8;
    static final int RTC_CENTURY = 0x32;

    /** The first of the four interrupts that PCI's pins go to. */
    static final int PCI_FIRST_GSI = 16;

    static final int PVPANIC = 0x505;

    /** By which functions come into slots, and leave them. */
    static final int PCI_HOT_PLUG = 0x640;

    static final int PCI_HOT_PLUG_PORTS = 12;

    /** _STA: present, enabled, shown, working (ACPI 6.5, 6.3.7). */
    static final int PRESENT = 0xf;

    private Hardware() {}
}
