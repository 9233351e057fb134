package io.hv.kvm.virtio;

import io.hv.kvm.memory.Extents;
import java.util.Arrays;

/**
 * Where in guest memory the bytes of one half of a request lie, in order; every piece was found to be RAM. Reused, and grows
 * to what the driver needs, at most the queue's size. Belongs to one thread at a time.
 */
public final class Pieces implements Extents {

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

    @Override
    public int count() {
        return count;
    }

    @Override
    public long address(int piece) {
        return addresses[piece];
    }

    @Override
    public long length(int piece) {
        return Integer.toUnsignedLong(lengths[piece]);
    }

    /** How many bytes there are in all. */
    public long total() {
        return total;
    }
}
