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

    /** All that was written reaches the disk. */
    void force() throws IOException;

    /** Ends it. */
    void close() throws IOException;
}
