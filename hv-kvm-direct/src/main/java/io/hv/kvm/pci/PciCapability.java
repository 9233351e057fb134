package io.hv.kvm.pci;

/** A capability whose body is not plain storage. Entered with the function's monitor held. */
public interface PciCapability {

    /**
     * The guest reads.
     *
     * @param offset counted from the capability's start, so 2 is the first byte of its body
     * @param size 1, 2 or 4 bytes, all inside the body
     * @return the value, little-endian; bits above {@code size} bytes are ignored
     */
    int read(int offset, int size);

    /**
     * The guest writes.
     *
     * @param offset counted from the capability's start, so 2 is the first byte of its body
     * @param size 1, 2 or 4 bytes, all inside the body
     * @param value the value, little-endian, zero-extended
     */
    void write(int offset, int size, int value);
}
