package io.hv.kvm.boot;

import static io.hv.kvm.boot.BootException.hex;

/**
 * A run of guest physical addresses that something occupies.
 *
 * @param name what is there
 * @param address the first address
 * @param length in bytes, greater than 0
 */
public record Placement(String name, long address, long length) {

    /** The first address after it. */
    public long end() {
        return address + length;
    }

    boolean overlaps(long otherAddress, long otherLength) {
        return otherAddress < end() && address < otherAddress + otherLength;
    }

    @Override
    public String toString() {
        return name + " [" + hex(address) + ", " + hex(end()) + ")";
    }
}
