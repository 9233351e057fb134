package io.hv.kvm.bus;

/**
 * A guest's write that reaches the device without a stop of the vCPU (ioeventfd under KVM). Several writes may be seen
 * as one ring.
 */
public interface Doorbell extends AutoCloseable {

    /**
     * Unhooks the address: from now on a write there is an ordinary access again. Idempotent. Called with the device's
     * monitor held, or while the loop is parked, so that no ring is being answered.
     */
    @Override
    void close();

    /** Hooks addresses up. */
    interface Source {

        /**
         * Rings for every write of any value to a port.
         *
         * @param size 1, 2 or 4 bytes; 0 for any
         * @param onRing runs on the machine's event loop with the device's monitor held
         */
        Doorbell port(Device device, int port, int size, Runnable onRing);

        /**
         * Rings for every write of any value to a guest physical address.
         *
         * @param size 1, 2, 4 or 8 bytes; 0 for any
         * @param onRing runs on the machine's event loop with the device's monitor held
         */
        Doorbell mmio(Device device, long address, int size, Runnable onRing);
    }
}
