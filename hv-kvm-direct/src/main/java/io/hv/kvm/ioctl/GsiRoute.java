package io.hv.kvm.ioctl;

/** One entry of the table that says what a global system interrupt reaches (struct kvm_irq_routing_entry). */
public sealed interface GsiRoute {

    /** The interrupt's number. */
    int gsi();

    /**
     * A pin of an interrupt controller in the kernel.
     *
     * @param chip which one, as in {@link Irqchip}
     */
    record Pin(int gsi, Irqchip chip, int pin) implements GsiRoute {}

    /** A message to local APICs. */
    record Msi(int gsi, long address, int data) implements GsiRoute {}
}
