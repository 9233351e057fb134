package io.hv.image.vpc;

import io.hv.image.Extent;
import io.hv.image.ImageInfo;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;

/** A fixed image: the disk's bytes, and the footer behind them, which is never written again. */
final class FixedDisk implements VpcDisk {

    private static final String DATA = "data";

    private final ImageFile file;
    private final Footer footer;
    private final long capacity;

    FixedDisk(ImageFile file, Footer footer) {
        this.file = file;
        this.footer = footer;
        capacity = footer.sectors() * Footer.SECTOR;
        if (capacity > footer.at()) {
            throw file.fault(
                    footer.sizeField(),
                    footer.sizeFieldAt(),
                    "a disk of " + capacity + " bytes, and only " + footer.at() + " lie before the footer");
        }
    }

    @Override
    public Footer footer() {
        return footer;
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
        return Description.of(file, footer, capacity, null);
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
    public void close() {
        file.close();
    }
}
