package io.hv.kvm.memory;

import java.nio.ByteBuffer;
import java.util.List;

/** What a RAM file is made of: little-endian buffers of equal size, the last one perhaps shorter. */
interface Backing extends AutoCloseable {

    /** A buffer holds less than 2 GiB, so RAM comes in chunks of 1 GiB. */
    int CHUNK_SHIFT = 30;

    /** The binary logarithm of the size of a chunk. */
    int chunkShift();

    /** The chunks, at least one. */
    ByteBuffer[] chunks();

    /** Where the file is mapped, as one run of addresses. */
    long hostAddress();

    /** The first offset from this one on where there may be something else than zeros; {@code end} if none is before. */
    long nextData(long offset, long end);

    /**
     * What all of it is now. Nobody may be writing.
     *
     * @throws UnsupportedOperationException on the heap
     */
    FrozenMemory freeze();

    /**
     * Gives whole pages back to the host. What is read there afterwards is zeros, or what was there at a freeze; never
     * changes what others have.
     */
    void release(long offset, long length);

    /** How many pages were written since the last freeze; none before the first. */
    long ownPages();

    @Override
    void close();

    /** The length of the RAM file that holds the regions. Checks that they are apart, in order, and fill it. */
    static long fileSize(List<Region> regions) {
        long end = 0;
        long offset = 0;
        for (Region region : regions) {
            if (region.address() < end || region.offset() != offset) {
                throw new IllegalArgumentException("regions overlap, are out of order, or leave a gap: " + regions);
            }
            end = region.end();
            offset += region.size();
        }
        if (offset == 0) {
            throw new IllegalArgumentException("no region");
        }
        return offset;
    }
}
