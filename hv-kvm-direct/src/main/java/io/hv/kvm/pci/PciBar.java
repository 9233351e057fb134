package io.hv.kvm.pci;

import java.util.OptionalLong;

/** What lies behind a base address register. Entered with the function's monitor held. */
public interface PciBar {

    /** Memory with nothing in it, for a BAR that only holds an MSI-X table: reads are 0, writes are lost. */
    PciBar EMPTY = new PciBar() {
        @Override
        public long read(long offset, int size) {
            return 0;
        }

        @Override
        public void write(long offset, int size, long value) {}

        @Override
        public void moved(OptionalLong address) {}
    };

    /**
     * The guest loads.
     *
     * @param offset counted from the BAR's start
     * @param size 1 to 8 bytes, all inside the BAR
     * @return the value, little-endian; bits above {@code size} bytes are ignored
     */
    long read(long offset, int size);

    /**
     * The guest stores.
     *
     * @param offset counted from the BAR's start
     * @param size 1 to 8 bytes, all inside the BAR
     * @param value the value, little-endian, zero-extended
     */
    void write(long offset, int size, long value);

    /**
     * Where the guest has put it, while memory decoding is on; empty while it is not reachable. Called on a change, with
     * the device's monitor held; what it throws is reported as the guest's fault.
     */
    void moved(OptionalLong address);

    /**
     * Whether the function may access memory by itself (Bus Master Enable; PCI Local Bus 3.0, 6.2.2). Called on a change, with
     * the device's monitor held.
     */
    default void busMaster(boolean on) {
        // Most registers are only read and written.
    }
}
