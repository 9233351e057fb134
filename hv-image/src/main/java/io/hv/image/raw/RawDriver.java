package io.hv.image.raw;

import io.hv.image.CreateOptions;
import io.hv.image.ImageFormat;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Driver;
import io.hv.image.spi.Opening;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Raw images: what no other format is. */
public final class RawDriver implements Driver {

    @Override
    public ImageFormat format() {
        return ImageFormat.RAW;
    }

    @Override
    public boolean probe(ByteBuffer first) {
        return false;
    }

    @Override
    public Disk open(ImageFile file, Opening opening) {
        return new RawDisk(file);
    }

    @Override
    public void create(ImageFile file, CreateOptions options, long capacity, Path dataFile) {
        file.resize(capacity);
    }
}
