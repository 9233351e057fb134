package io.hv.image.vmdk;

import io.hv.image.Extent;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;

/**
 * What the format calls an extent: a part of the disk, in a file of its own or in a part of one. Offsets are those of the
 * part. The disk's lock is held by whoever calls: shared for what only reads or writes in place, alone for all else.
 */
interface Part {

    /** A range that is stored in one way; {@code host} is where in the part's file, or -1. */
    record Run(Extent.Kind kind, long host, long length) {}

    /** What reads where a part has nothing. */
    interface Below {

        /** Whether there is a parent. */
        boolean isThere();

        /** Fills the buffer as the parent has it, or with zeros. */
        void read(long offset, ByteBuffer into);
    }

    /** Its file, or that of the description. */
    ImageFile file();

    /** In bytes. */
    long length();

    /** The smallest range that is written without a copy. */
    default int grainBytes() {
        return 1;
    }

    /** Whether any of it can be written any number of times. */
    default boolean isRandomlyWritable() {
        return true;
    }

    /** How a range begins. */
    Run run(long offset, long most);

    /** Fills the buffer, which is as long as the run of data or compressed data that begins there, or shorter. */
    void read(Run run, long offset, ByteBuffer into);

    /** Writes what can be written without a change to a table. The result is how many bytes: none if that is not so. */
    int writeInPlace(long offset, ByteBuffer from);

    /** Refuses a write that cannot be done, before anything is changed for it. */
    void check(long offset, ByteBuffer from);

    /** Whether a run is to be changed to read as zeros; refuses where that cannot be done. */
    boolean isZeroedByChange(Run run, Below below);

    /** Writes a part of the first grain, or all of it. The result is how many bytes. */
    int write(long offset, ByteBuffer from, Below below);

    /** Makes a run of {@link #run} read as zeros that has to be changed for that. */
    void zero(Run run, long offset, Below below);

    /** Whether it can forget all that it has. */
    default boolean canForget() {
        return false;
    }

    /** Has nothing any more: all of it is read from the parent. */
    default void forget() {
        throw new IllegalStateException("it cannot");
    }

    /**
     * Looks for damage in its tables.
     *
     * @param mend whether copies that differ are to be written anew
     */
    default void verify(Findings findings, boolean mend) {}

    /** All that was written reaches the disk. */
    void flush();
}
