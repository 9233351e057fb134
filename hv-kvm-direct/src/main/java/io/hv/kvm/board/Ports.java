package io.hv.kvm.board;

/** Where the board's devices are in the port space; the one place that says so. */
final class Ports {

    static final int I8042 = 0x60;
    static final int RTC = 0x70;
    static final int POST_CODE = 0x80;
    static final int PORT_92 = 0x92;
    static final int APM = 0xb2;
    static final int DEBUG_CONSOLE = 0xe9;
    static final int DEBUG_EXIT = 0xf4;
    static final int SERIAL = 0x3f8;
    static final int PVPANIC = 0x505;
    static final int ACPI_PM = 0x600;
    static final int PCI_HOT_PLUG = 0x640;
    static final int RESET = 0xcf9;

    private Ports() {}
}
