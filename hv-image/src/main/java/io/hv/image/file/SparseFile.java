package io.hv.image.file;

import java.io.IOException;
import java.util.OptionalLong;

/** What the JDK cannot do with a file. Safe for any thread. */
interface SparseFile {

    /** Gives the room of a range back, which then reads as zeros; false where that cannot be, and nothing has happened. */
    boolean punch(long offset, long length) throws IOException;

    /** Makes a range read as zeros without writing them; false where that cannot be, and nothing has happened. */
    boolean zero(long offset, long length) throws IOException;

    /** Where there are bytes next, from an offset on; {@link Long#MAX_VALUE} where there are none up to the end. */
    long nextData(long offset);

    /** Where there is a hole next, from an offset on; {@link Long#MAX_VALUE} where there is none before the end. */
    long nextHole(long offset);

    /** Begins to bring what was written to the disk; false where that cannot be. */
    boolean startWriting();

    /** Makes it longer, by a hole. */
    void lengthen(long size) throws IOException;

    /**
     * Locks the file as {@link QemuLock} does, by locks that other descriptors of this process neither have nor lose.
     *
     * @return the byte at which somebody else is in the way; -1 once it is taken, until this ends; nothing where files have
     *     no such locks
     */
    OptionalLong lock(boolean writable) throws IOException;

    /** Ends it, and its lock. */
    void close();
}
