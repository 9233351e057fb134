package io.hv.image.raw;

import io.hv.image.ImageFormat;
import io.hv.image.ImageInfo;
import io.hv.image.file.ImageFile;
import java.util.Map;

/** A raw image. A file whose last sector is cut has a disk of just as many bytes. */
final class RawDisk extends FlatDisk {

    private volatile long capacity;

    RawDisk(ImageFile file) {
        super(file);
        capacity = file.size();
    }

    @Override
    public long capacity() {
        return capacity;
    }

    @Override
    public ImageInfo info() {
        return new ImageInfo(file().path(), ImageFormat.RAW, capacity, file().size(), Map.of());
    }

    @Override
    public void checkResize(long bytes) {}

    @Override
    public synchronized void resize(long bytes) {
        file().resize(bytes);
        capacity = bytes;
    }
}
