package io.hv.kvm.bus;

/** A device reached by the x86 {@code in} and {@code out} instructions. */
public interface PioDevice extends Device {

    /**
     * The guest reads a port.
     *
     * @param offset the port, counted from the start of the registered range
     * @param size 1, 2 or 4 bytes
     * @return the value; bits above {@code size} bytes are ignored
     */
    int readPort(int offset, int size);

    /**
     * The guest writes a port.
     *
     * @param offset the port, counted from the start of the registered range
     * @param size 1, 2 or 4 bytes
     * @param value the value, zero-extended
     */
    void writePort(int offset, int size, int value);
}
