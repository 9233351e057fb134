package io.hv.kvm.virtio.block;

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

    /** Whether {@link #discard} may be called. */
    boolean discards();

    /**
     * One more way to read and write it, for a thread of its own.
     *
     * @param pieces in how many pieces of guest memory most requests lie at most; more are slower
     */
    BlockIo io(int pieces);

    /** Waits until all that was written is safe. */
    void flush() throws IOException;

    /** What is there does not matter any more: its space is given back, or nothing happens where that cannot be done. */
    void discard(long offset, long length) throws IOException;

    /** Changes the capacity, to a multiple of 512 bytes. What is added reads as zeros. */
    void resize(long capacity) throws IOException;

    @Override
    void close();
}
