package io.hv.kvm.virtio.block;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.Pieces;
import java.io.IOException;

/**
 * Reads and writes a {@link BlockStore}, for one thread at a time; allocates nothing. Offsets and lengths are in bytes and
 * whole sectors of 512, within the capacity. Calls may block.
 */
public interface BlockIo {

    /** Reads into guest memory. */
    void read(GuestMemory memory, Pieces to, long offset) throws IOException;

    /** Writes from guest memory. */
    void write(GuestMemory memory, Pieces from, long offset) throws IOException;

    /**
     * Makes a range read as zeros.
     *
     * @param unmap whether its space may be given back
     */
    void zero(long offset, long length, boolean unmap) throws IOException;
}
