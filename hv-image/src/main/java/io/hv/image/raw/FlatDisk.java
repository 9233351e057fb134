package io.hv.image.raw;

import io.hv.image.Extent;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;

/**
 * A disk whose bytes lie in its file as they are, from the file's start on. The JDK can neither find nor make a hole; where
 * hv-native is there, zeros and discards make holes, and the map shows them.
 */
public abstract class FlatDisk implements Disk {

    private static final String DATA = "data";

    private final ImageFile file;

    /** In a file that is closed with it. */
    protected FlatDisk(ImageFile file) {
        this.file = file;
    }

    @Override
    public final ImageFile file() {
        return file;
    }

    @Override
    public final void read(long offset, ByteBuffer into) {
        file.read(DATA, offset, into);
    }

    @Override
    public final void write(long offset, ByteBuffer from) {
        file.write(DATA, offset, from);
    }

    @Override
    public final void zero(long offset, long length) {
        file.clear(DATA, offset, length);
    }

    @Override
    public final void discard(long offset, long length) {
        file.discard(DATA, offset, length);
    }

    @Override
    public final Extent extent(long offset, long length) {
        return file.extent(offset, length, offset);
    }

    @Override
    public final void flush() {
        file.force();
    }

    @Override
    public final void close() {
        file.close();
    }
}
