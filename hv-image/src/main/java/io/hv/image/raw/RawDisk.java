package io.hv.image.raw;

import io.hv.image.Extent;
import io.hv.image.ImageFormat;
import io.hv.image.ImageInfo;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * A raw image. The JDK can neither find nor make a hole: to the map all of it is data, zeros are written, and a discard does
 * nothing. A file whose last sector is cut has a disk of just as many bytes.
 */
final class RawDisk implements Disk {

    private static final String DATA = "data";

    private final ImageFile file;
    private volatile long capacity;

    RawDisk(ImageFile file) {
        this.file = file;
        capacity = file.size();
    }

    @Override
    public ImageFile file() {
        return file;
    }

    @Override
    public long capacity() {
        return capacity;
    }

    @Override
    public ImageInfo info() {
        return new ImageInfo(file.path(), ImageFormat.RAW, capacity, file.size(), Map.of());
    }

    @Override
    public void read(long offset, ByteBuffer into) {
        file.read(DATA, offset, into);
    }

    @Override
    public void write(long offset, ByteBuffer from) {
        file.write(DATA, offset, from);
    }

    @Override
    public void zero(long offset, long length) {
        file.zero(DATA, offset, length);
    }

    @Override
    public void discard(long offset, long length) {}

    @Override
    public Extent extent(long offset, long length) {
        return new Extent(offset, length, Extent.Kind.DATA, 0, offset);
    }

    @Override
    public void flush() {
        file.force();
    }

    @Override
    public void checkResize(long bytes) {}

    @Override
    public synchronized void resize(long bytes) {
        file.resize(bytes);
        capacity = bytes;
    }

    @Override
    public void close() {
        file.close();
    }
}
