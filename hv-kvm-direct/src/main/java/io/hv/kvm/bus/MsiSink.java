package io.hv.kvm.bus;

/** Takes message-signalled interrupts. Safe for any thread. */
@FunctionalInterface
public interface MsiSink {

    /**
     * Delivers one message (PCI Local Bus 3.0, 6.8).
     *
     * @param address where the message is written, in the local APIC's window on x86
     * @param data the 32 bits that are written
     */
    void send(long address, int data);
}
