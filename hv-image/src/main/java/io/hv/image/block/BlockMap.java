package io.hv.image.block;

import io.hv.image.CheckReport;
import io.hv.image.ImageInfo;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Backing;

/**
 * Where an image has the blocks of its disk. {@link BlockDisk} calls what reads on many threads at a time, and what changes
 * something alone.
 */
public interface BlockMap {

    /** The image's file. */
    ImageFile file();

    /** The disk's size, in bytes. */
    long capacity();

    /** How large a block is, in bytes. */
    int blockSize();

    /** What the image says of itself. */
    ImageInfo info();

    /** How a range begins, up to the end of its block. Where it says that there are bytes, there are, in the file. */
    Run run(long offset, long most);

    /** The parent, if there is one; it is closed with the map. */
    Backing backing();

    /** Refuses where what the image does not have lies in a parent that is not there. */
    default void checkBacking() {}

    /** Whether {@link #begin} is behind us. */
    boolean hasBegun();

    /** Before the first change since the image was opened. */
    void begin();

    /** Finds room for a block. Nothing in the file points to it before the next {@link #flush}. */
    Place allocate(long block);

    /** It was not needed. */
    void giveBack(Place place);

    /** What is to be there is there: the block has its bytes there from now on. */
    void set(long block, Place place);

    /** Whether blocks can be given back. */
    default boolean canRelease() {
        return false;
    }

    /** Makes a block that has bytes read as zeros, without any: where {@link #canRelease} says so. */
    default void release(long block) {
        throw new IllegalStateException("no block is given back");
    }

    /** What was written, and where that is, reaches the disk. */
    void flush();

    /** Looks for damage. */
    CheckReport check();

    /** Ends it; nothing that was changed waits to be written, unless a flush failed. */
    void close();
}
