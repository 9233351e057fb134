package io.hv.kvm.bus;

/** Takes message-signalled interrupts. Safe for any thread. */
public interface MsiSink {

    /**
     * Delivers one message (PCI Local Bus 3.0, 6.8).
     *
     * @param address where the message is written, in the local APIC's window on x86
     * @param data the 32 bits that are written
     */
    void send(long address, int data);

    /**
     * Prepares a message that is delivered often: by one write to an eventfd under KVM. Address and data are as for
     * {@link #send}.
     *
     * @throws RuntimeException if the host has no room left for one; {@link #send} still works
     */
    Message message(long address, int data);

    /** A prepared message. Safe for any thread. */
    interface Message extends AutoCloseable {

        /**
         * Delivers it.
         *
         * @throws IllegalStateException after {@link #close()}
         */
        void signal();

        /**
         * Changes what is delivered.
         *
         * @throws IllegalStateException after {@link #close()}
         * @throws RuntimeException if the host refuses; then nothing has changed
         */
        void update(long address, int data);

        /** Gives it back. Idempotent. */
        @Override
        void close();
    }
}
