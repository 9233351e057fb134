package io.hv.kvm.bus;

/** A device reached by loads and stores to guest physical addresses that are not RAM. */
public interface MmioDevice extends Device {

    /**
     * The guest loads.
     *
     * @param offset the address, counted from the start of the registered range
     * @param size 1 to 8 bytes
     * @return the value, little-endian; bits above {@code size} bytes are ignored
     */
    long readMmio(long offset, int size);

    /**
     * The guest stores.
     *
     * @param offset the address, counted from the start of the registered range
     * @param size 1 to 8 bytes
     * @param value the value, little-endian, zero-extended
     */
    void writeMmio(long offset, int size, long value);
}
