package io.hv.kvm.net.services;

import io.hv.DhcpRange;
import io.hv.IpAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The addresses of some ranges, by their numbers, and which of them are free. */
final class Pool {

    private static final int LOW_BITS = 0xffff;

    private final List<Part> parts = new ArrayList<>();
    private final BitSet taken = new BitSet();
    private final int size;

    /** A range, and the number of its first address. */
    private record Part(DhcpRange range, int low, int start, int count) {}

    Pool(List<DhcpRange> ranges) {
        int start = 0;
        for (DhcpRange range : ranges) {
            int low = low(range.first());
            Part part = new Part(range, low, start, low(range.last()) - low + 1);
            parts.add(part);
            start += part.count();
        }
        this.size = start;
    }

    private static int low(IpAddress address) {
        byte[] bytes = address.bytes();
        return new Reader(bytes, bytes.length - 2, 2).u16();
    }

    int size() {
        return size;
    }

    /** The number of an address; -1 where it is none of these. */
    int indexOf(IpAddress address) {
        for (Part part : parts) {
            if (part.range().first().isV6() == address.isV6() && part.range().contains(address)) {
                return part.start() + low(address) - part.low();
            }
        }
        return -1;
    }

    private IpAddress at(int index) {
        for (Part part : parts) {
            if (index < part.start() + part.count()) {
                byte[] bytes = part.range().first().bytes();
                int low = part.low() + index - part.start() & LOW_BITS;
                bytes[bytes.length - 2] = (byte) (low >>> 8);
                bytes[bytes.length - 1] = (byte) low;
                return Addresses.of(bytes);
            }
        }
        throw new IndexOutOfBoundsException(index);
    }

    boolean isFree(IpAddress address) {
        int index = indexOf(address);
        return index >= 0 && !taken.get(index);
    }

    void take(IpAddress address) {
        set(address, true);
    }

    void free(IpAddress address) {
        set(address, false);
    }

    private void set(IpAddress address, boolean isTaken) {
        int index = indexOf(address);
        if (index >= 0) {
            taken.set(index, isTaken);
        }
    }

    /** The number of the first free address from some number on, begun anew at the end; nothing where all are taken. */
    private OptionalInt nextFree(int from) {
        int index = taken.nextClearBit(from);
        if (index >= size) {
            index = taken.nextClearBit(0);
        }
        return index < size ? OptionalInt.of(index) : OptionalInt.empty();
    }

    /** The free address that somebody gets, by preference always the same one; null where all are taken. */
    @Nullable
    IpAddress choose(long seed) {
        if (size == 0) {
            return null;
        }
        // The upper half of a product with an odd number spreads neighbours.
        long spread = (seed * 0x9e37_79b9_7f4a_7c15L) >>> 32;
        int start = (int) (spread % size);
        OptionalInt index = nextFree(start);
        return index.isPresent() ? at(index.getAsInt()) : null;
    }
}
