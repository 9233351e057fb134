package io.hv.kvm.board;

/** Which ISA interrupt is whose; the one place that says so. */
final class Irqs {

    static final int KEYBOARD = 1;
    static final int SERIAL = 4;
    static final int RTC = 8;
    static final int ACPI = 9;

    private Irqs() {}
}
