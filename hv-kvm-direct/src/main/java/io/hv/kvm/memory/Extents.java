package io.hv.kvm.memory;

/** Where in guest memory some bytes lie, in order: extents one behind the other, each in RAM. */
public interface Extents {

    /** How many there are. */
    int count();

    /** The guest physical address of one. */
    long address(int index);

    /** The length of one in bytes, perhaps 0, less than 2^32. */
    long length(int index);
}
