package io.hv.kvm.virtio.block;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.Pieces;
import java.io.IOException;

/**
 * What a disk's bytes lie in. Bytes move between it and guest memory without a stop on the heap. Offsets and lengths are in
 * bytes and whole sectors of 512, within the capacity. Safe for any thread; calls may block.
 */
public interface BlockStore extends AutoCloseable {

    /** How many bytes it has, a multiple of 512. */
    long capacity();

    /** Whether it is not to be written. */
    boolean readOnly();

    /** Whether {@link #discard} gives space back. */
    boolean discards();

    /** Reads into guest memory. */
    void read(GuestMemory memory, Pieces to, long offset) throws IOException;

    /** Writes from guest memory. */
    void write(GuestMemory memory, Pieces from, long offset) throws IOException;

    /** Waits until all that was written is safe. */
    void flush() throws IOException;

    /** What is there does not matter any more; it reads as zeros afterwards. */
    void discard(long offset, long length) throws IOException;

    /**
     * Makes a range read as zeros.
     *
     * @param unmap whether its space may be given back
     */
    void zero(long offset, long length, boolean unmap) throws IOException;

    /** Changes the capacity, to a multiple of 512 bytes. What is added reads as zeros. */
    void resize(long capacity) throws IOException;

    @Override
    void close();
}
