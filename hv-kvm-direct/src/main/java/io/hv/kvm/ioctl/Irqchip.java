package io.hv.kvm.ioctl;

/** The interrupt controllers that the kernel emulates. */
public enum Irqchip {
    /** Interrupts 0 to 7. */
    PIC_MASTER(0),
    /** Interrupts 8 to 15. */
    PIC_SLAVE(1),
    /** 24 pins. */
    IO_APIC(2);

    private final int number;

    Irqchip(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
