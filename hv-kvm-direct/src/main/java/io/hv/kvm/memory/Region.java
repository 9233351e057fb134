package io.hv.kvm.memory;

/**
 * A run of guest physical addresses that are RAM.
 *
 * @param address the first guest physical address, a multiple of 4 KiB
 * @param size in bytes, a positive multiple of 4 KiB
 * @param offset where it starts in the RAM file, in bytes
 */
public record Region(long address, long size, long offset) {

    /** Checks alignment and signs. */
    public Region {
        int within = DirtyBitmap.PAGE_SIZE - 1;
        if (address < 0 || size <= 0 || offset < 0 || ((address | size | offset) & within) != 0) {
            throw new IllegalArgumentException("not a region of whole pages: address 0x" + Long.toHexString(address)
                    + ", size 0x" + Long.toHexString(size) + ", offset 0x" + Long.toHexString(offset));
        }
        if (address + size < 0 || offset + size < 0) {
            throw new IllegalArgumentException("the region wraps around: address 0x" + Long.toHexString(address)
                    + ", size 0x" + Long.toHexString(size));
        }
    }

    /** The first address after it. */
    public long end() {
        return address + size;
    }

    /** Whether all {@code length} bytes at {@code start} lie inside; both may be any hostile number. */
    public boolean contains(long start, long length) {
        long into = start - address;
        return into >= 0 && into <= size && length >= 0 && length <= size - into && start >= 0;
    }
}
