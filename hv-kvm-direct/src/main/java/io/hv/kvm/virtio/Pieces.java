package io.hv.kvm.virtio;

import java.util.Arrays;

/**
 * Where in guest memory the bytes of one half of a request lie, in order; every piece was found to be RAM. Reused, and grows
 * to what the driver needs, at most the queue's size. Belongs to one thread at a time.
 */
public final class Pieces {

    private static final int FIRST = 8;

    private long[] addresses;
    private int[] lengths;
    private int count;
    private long total;

    Pieces() {
        this(FIRST);
    }

    /**
     * None.
     *
     * @param room for how many there is room at first, 1 or more
     */
    public Pieces(int room) {
        addresses = new long[room];
        lengths = new int[room];
    }

    void clear() {
        count = 0;
        total = 0;
    }

    void add(long address, int length) {
        if (count == addresses.length) {
            addresses = Arrays.copyOf(addresses, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        addresses[count] = address;
        lengths[count++] = length;
        total += Integer.toUnsignedLong(length);
    }

    /** Takes over the bytes of others from one offset on. */
    public void slice(Pieces of, long offset, long length) {
        clear();
        long skip = offset;
        long left = length;
        for (int i = 0; i < of.count && left > 0; i++) {
            long size = of.length(i);
            if (skip >= size) {
                skip -= size;
                continue;
            }
            long taken = Math.min(size - skip, left);
            add(of.address(i) + skip, (int) taken);
            left -= taken;
            skip = 0;
        }
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** A piece's guest physical address. */
    public long address(int piece) {
        return addresses[piece];
    }

    /** A piece's length in bytes, perhaps 0, less than 2^32. */
    public long length(int piece) {
        return Integer.toUnsignedLong(lengths[piece]);
    }

    /** How many bytes there are in all. */
    public long total() {
        return total;
    }
}
