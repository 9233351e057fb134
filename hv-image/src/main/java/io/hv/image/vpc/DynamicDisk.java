package io.hv.image.vpc;

import io.hv.image.Extent;
import io.hv.image.ImageInfo;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Backing;
import io.hv.image.spi.Disk;
import io.hv.image.spi.DiskLock;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dynamic or differencing image. Reads, and writes into blocks that are there, go side by side; what makes a block is
 * alone. Only a dynamic one is written.
 */
final class DynamicDisk implements VpcDisk {

    private static final ByteBuffer ZEROS = ByteBuffer.allocate(1 << 16).asReadOnlyBuffer();

    private final ImageFile file;
    private final Footer footer;
    private final Blocks blocks;
    private final long capacity;
    private final Parent.@Nullable Name parentName;
    private final Backing parent;
    private final DiskLock lock = new DiskLock();

    DynamicDisk(ImageFile file, Footer footer, Blocks blocks, Parent.@Nullable Name parentName, @Nullable Disk parent) {
        this.file = file;
        this.footer = footer;
        this.blocks = blocks;
        this.parentName = parentName;
        this.parent = new Backing(parent);
        capacity = footer.sectors() * Footer.SECTOR;
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
    public Optional<Disk> backing() {
        return parent.disk();
    }

    @Override
    public void attach(Disk below) {
        lock.act(() -> parent.replace(below));
    }

    @Override
    public ImageInfo info() {
        return Description.of(file, footer, capacity, parentName);
    }

    @Override
    public void read(long offset, ByteBuffer into) {
        lock.share(() -> readRuns(offset, into));
    }

    private void readRuns(long offset, ByteBuffer into) {
        long at = offset;
        int limit = into.limit();
        while (into.position() < limit) {
            Blocks.Run run = blocks.run(at, limit - into.position());
            into.limit(into.position() + (int) run.length());
            if (run.kind() == Extent.Kind.DATA) {
                file.read("data", run.host(), into);
            } else {
                readParent(at, into);
            }
            into.limit(limit);
            at += run.length();
        }
    }

    private void readParent(long offset, ByteBuffer into) {
        if (parentName != null && !parent.isThere()) {
            throw file.fault(
                    parentName.field(),
                    parentName.at(),
                    "the bytes are in the parent, without which the image was opened");
        }
        parent.read(offset, into);
    }

    @Override
    public void write(long offset, ByteBuffer from) {
        long at = offset;
        while (from.hasRemaining()) {
            long here = at;
            int n = lock.shared(() -> blocks.writeInPlace(here, from));
            if (n == 0) {
                lock.act(() -> blocks.prepare(here));
            }
            at += n;
        }
    }

    /** Blocks that are there stay: a VHD has no way to give one back. */
    @Override
    public void zero(long offset, long length) {
        for (long at = offset; at < offset + length; ) {
            Extent extent = ownExtent(at, offset + length - at);
            if (extent.kind() == Extent.Kind.DATA) {
                for (long done = 0; done < extent.length(); ) {
                    int n = (int) Math.min(ZEROS.capacity(), extent.length() - done);
                    write(at + done, ZEROS.slice(0, n));
                    done += n;
                }
            }
            at = extent.end();
        }
    }

    @Override
    public void discard(long offset, long length) {}

    @Override
    public Extent ownExtent(long offset, long length) {
        Blocks.Run run = lock.shared(() -> blocks.run(offset, length));
        return new Extent(offset, run.length(), run.kind(), 0, run.host());
    }

    @Override
    public Extent extent(long offset, long length) {
        return orBelow(ownExtent(offset, length));
    }

    @Override
    public void flush() {
        lock.act(blocks::flush);
    }

    @Override
    public void close() {
        lock.act(() -> {
            try (file;
                    parent) {
                // Both, whatever becomes of one.
            }
        });
    }
}
