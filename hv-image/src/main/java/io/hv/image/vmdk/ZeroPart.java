package io.hv.image.vmdk;

import io.hv.image.Extent;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;

/** A ZERO extent: it has no file, reads as zeros, and cannot be written. */
record ZeroPart(ImageFile file, ExtentLine line) implements Part {

    @Override
    public long length() {
        return line.length();
    }

    @Override
    public boolean isRandomlyWritable() {
        return false;
    }

    @Override
    public Run run(long offset, long most) {
        return new Run(Extent.Kind.ZERO, -1, most);
    }

    @Override
    public void read(Run run, long offset, ByteBuffer into) {
        throw new IllegalStateException("nothing is stored there");
    }

    @Override
    public int writeInPlace(long offset, ByteBuffer from) {
        return 0;
    }

    @Override
    public void check(long offset, ByteBuffer from) {
        throw file.fault("extent", line.at(), "it is of type ZERO, which has no room for bytes");
    }

    @Override
    public int write(long offset, ByteBuffer from, Below below) {
        check(offset, from);
        return 0;
    }

    @Override
    public boolean isZeroedByChange(Run run, Below below) {
        return false;
    }

    @Override
    public void zero(Run run, long offset, Below below) {}

    @Override
    public void flush() {}
}
