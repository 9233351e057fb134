package io.hv.image.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes at offsets: a file, or what a test puts in its place to fail, to cut or to record. Safe for any thread; an
 * interrupt of the calling thread changes nothing.
 */
public interface Storage {

    /**
     * Reads at an offset.
     *
     * @return how many bytes; fewer than asked for only where the file ends
     */
    int read(long offset, ByteBuffer into) throws IOException;

    /** Writes all of it at an offset; the file grows where it must. */
    void write(long offset, ByteBuffer from) throws IOException;

    /** In bytes. */
    long size() throws IOException;

    /** Makes it that long: cut, or with a hole at its end. */
    void resize(long size) throws IOException;

    /**
     * Gives the room of a range inside the file back, which then reads as zeros.
     *
     * @return false where that cannot be done, and nothing has happened
     */
    default boolean punch(long offset, long length) throws IOException {
        return false;
    }

    /**
     * Makes a range inside the file read as zeros, with as little room as that can be done.
     *
     * @return false where they have to be written, and nothing has happened
     */
    default boolean zero(long offset, long length) throws IOException {
        return false;
    }

    /**
     * Where there are bytes next, from an offset on, which is taken to have some where that is not known.
     *
     * @return {@link Long#MAX_VALUE} where there are none up to the end
     */
    default long nextData(long offset) {
        return offset;
    }

    /**
     * Where there is a hole next, from an offset on.
     *
     * @return {@link Long#MAX_VALUE} where there is none up to the end
     */
    default long nextHole(long offset) {
        return Long.MAX_VALUE;
    }

    /**
     * Begins to bring what was written to the disk, so that {@link #force} has less to do; promises nothing.
     *
     * @return false where that cannot be done, and nothing has happened
     */
    default boolean startWriting() {
        return false;
    }

    /** All that was written reaches the disk. */
    void force() throws IOException;

    /** Ends it. */
    void close() throws IOException;
}
