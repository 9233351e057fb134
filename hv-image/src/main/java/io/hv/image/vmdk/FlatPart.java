package io.hv.image.vmdk;

import io.hv.image.Extent;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;

/** A FLAT extent: the bytes as they are, from an offset of a file on. */
record FlatPart(ImageFile file, long start, long length) implements Part {

    private static final String DATA = "data";

    @Override
    public Run run(long offset, long most) {
        return new Run(Extent.Kind.DATA, start + offset, most);
    }

    @Override
    public void read(Run run, long offset, ByteBuffer into) {
        file.read(DATA, run.host(), into);
    }

    @Override
    public int writeInPlace(long offset, ByteBuffer from) {
        int n = from.remaining();
        file.write(DATA, start + offset, from);
        return n;
    }

    @Override
    public void check(long offset, ByteBuffer from) {}

    @Override
    public boolean isZeroedByChange(Run run, Below below) {
        return true;
    }

    @Override
    public int write(long offset, ByteBuffer from, Below below) {
        return writeInPlace(offset, from);
    }

    @Override
    public void zero(Run run, long offset, Below below) {
        file.clear(DATA, run.host(), run.length());
    }

    @Override
    public void flush() {
        file.force();
    }
}
