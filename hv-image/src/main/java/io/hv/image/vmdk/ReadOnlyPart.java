package io.hv.image.vmdk;

import io.hv.image.ImageException;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;

/** An RDONLY extent: of whatever kind, it is not written. */
record ReadOnlyPart(Part part, ImageFile description, ExtentLine line) implements Part {

    @Override
    public ImageFile file() {
        return part.file();
    }

    @Override
    public long length() {
        return part.length();
    }

    @Override
    public int grainBytes() {
        return part.grainBytes();
    }

    @Override
    public boolean isRandomlyWritable() {
        return false;
    }

    @Override
    public Run run(long offset, long most) {
        return part.run(offset, most);
    }

    @Override
    public void read(Run run, long offset, ByteBuffer into) {
        part.read(run, offset, into);
    }

    @Override
    public int writeInPlace(long offset, ByteBuffer from) {
        return 0;
    }

    @Override
    public void check(long offset, ByteBuffer from) {
        throw refused();
    }

    @Override
    public boolean isZeroedByChange(Run run, Below below) {
        if (part.isZeroedByChange(run, below)) {
            throw refused();
        }
        return false;
    }

    @Override
    public int write(long offset, ByteBuffer from, Below below) {
        throw refused();
    }

    @Override
    public void zero(Run run, long offset, Below below) {
        throw refused();
    }

    @Override
    public void verify(Findings findings, boolean mend) {
        part.verify(findings, false);
    }

    private ImageException refused() {
        return description.fault("extent", line.at(), "its access is RDONLY");
    }

    @Override
    public void flush() {}
}
