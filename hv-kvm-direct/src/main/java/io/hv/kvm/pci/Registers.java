package io.hv.kvm.pci;

/** Offsets and bits of a type 0 configuration header (PCI Local Bus 3.0, 6.1 and 6.2). */
final class Registers {

    static final int VENDOR = 0x00;
    static final int DEVICE = 0x02;
    static final int COMMAND = 0x04;
    static final int STATUS = 0x06;
    static final int REVISION = 0x08;
    static final int CLASS_CODE = 0x09;
    static final int CACHE_LINE = 0x0c;
    static final int BAR_0 = 0x10;
    static final int SUBSYSTEM_VENDOR = 0x2c;
    static final int SUBSYSTEM = 0x2e;
    static final int CAPABILITIES = 0x34;
    static final int INTERRUPT_LINE = 0x3c;
    static final int INTERRUPT_PIN = 0x3d;

    /** Where the header ends. */
    static final int HEADER_SIZE = 0x40;

    static final int COMMAND_MEMORY = 1 << 1;
    static final int COMMAND_BUS_MASTER = 1 << 2;
    static final int COMMAND_NO_INTERRUPT = 1 << 10;
    static final int COMMAND_WRITABLE = COMMAND_MEMORY | COMMAND_BUS_MASTER | COMMAND_NO_INTERRUPT;

    static final int STATUS_INTERRUPT = 1 << 3;
    static final int STATUS_CAPABILITIES = 1 << 4;

    static final int BAR_64 = 0b0100;
    static final int BAR_PREFETCHABLE = 0b1000;
    static final int BARS = 6;

    static final int ID_MSI = 0x05;
    static final int ID_EXPRESS = 0x10;
    static final int ID_MSIX = 0x11;

    private Registers() {}
}
