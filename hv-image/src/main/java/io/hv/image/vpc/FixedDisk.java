package io.hv.image.vpc;

import io.hv.image.ImageInfo;
import io.hv.image.file.ImageFile;
import io.hv.image.raw.FlatDisk;

/** A fixed image: the disk's bytes, and the footer behind them, which is never written again. */
final class FixedDisk extends FlatDisk implements VpcDisk {

    private final Footer footer;
    private final long capacity;

    FixedDisk(ImageFile file, Footer footer) {
        super(file);
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
    public long capacity() {
        return capacity;
    }

    @Override
    public ImageInfo info() {
        return Description.of(file(), footer, capacity, null);
    }
}
