package io.hv.image.vpc;

import io.hv.image.Extent;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;

/**
 * Where the blocks of a dynamic or differencing image are, and new ones. The disk's lock is held by whoever calls.
 *
 * <p>What a crash leaves: a block is in the table of the file only after its bitmap and bytes were forced there, and the
 * footer's copy at the file's start is never touched. So at any moment the image is sound, with a block's room lost at worst.
 */
final class Blocks {

    private final ImageFile file;
    private final Footer footer;
    private final BlockTable table;
    private final SectorBitmaps bitmaps;
    private final int blockSize;
    private boolean begun;

    Blocks(ImageFile file, Footer footer, DynamicHeader header, long capacity) {
        this.file = file;
        this.footer = footer;
        blockSize = header.blockSize();
        table = BlockTable.read(file, header, capacity);
        bitmaps = new SectorBitmaps(file, table, blockSize);
    }

    /** A range that is stored in one way. */
    record Run(Extent.Kind kind, long host, long length) {}

    /** How a range begins, within one block. */
    Run run(long offset, long most) {
        int block = (int) (offset / blockSize);
        int inside = (int) (offset % blockSize);
        long length = Math.min(most, blockSize - inside);
        if (!table.has(block)) {
            return new Run(Extent.Kind.ABSENT, -1, length);
        }
        int sector = inside / Footer.SECTOR;
        int alike = bitmaps.run(block, sector, blockSize / Footer.SECTOR - sector);
        length = Math.min(length, (long) (sector + alike) * Footer.SECTOR - inside);
        return bitmaps.has(block, sector)
                ? new Run(Extent.Kind.DATA, table.data(block) + inside, length)
                : new Run(Extent.Kind.ABSENT, -1, length);
    }

    /** Writes as far as the first block goes, if all of that is there; or does nothing. */
    int writeInPlace(long offset, ByteBuffer from) {
        int block = (int) (offset / blockSize);
        if (!begun || !table.has(block) || !bitmaps.isFull(block)) {
            return 0;
        }
        int inside = (int) (offset % blockSize);
        int n = Math.min(from.remaining(), blockSize - inside);
        file.write("data", table.data(block) + inside, from.slice(from.position(), n));
        from.position(from.position() + n);
        return n;
    }

    /** Makes a block writable in place. The lock is not shared. */
    void prepare(long offset) {
        begin();
        int block = (int) (offset / blockSize);
        if (!table.has(block)) {
            allocate(block);
        } else if (!bitmaps.isFull(block)) {
            fill(block);
        }
    }

    /** What a crash may need is there before anything is changed: the copy of the footer at the start. */
    private void begin() {
        if (!begun && footer.at() != 0) {
            file.write("footer", 0, footer.encode());
            file.force();
        }
        begun = true;
    }

    /** At the file's end; the footer there moves behind it. */
    private void allocate(int block) {
        long size = file.size();
        long last = FooterReader.endFooter(size);
        long end = isFooter(last) ? last : size;
        long start = (end + Footer.SECTOR - 1) / Footer.SECTOR * Footer.SECTOR;
        file.write("footer", start + table.bitmapSize() + blockSize, footer.encode());
        file.write("sector bitmap", start, ByteBuffer.wrap(bitmaps.allSet()));
        table.put(block, start);
        bitmaps.setFull(block);
    }

    /** This image's: a guest may have another's among its own bytes, and the file may end with those. */
    private boolean isFooter(long last) {
        ByteBuffer bytes =
                ByteBuffer.wrap(file.read("footer", last, Footer.SECTOR).array());
        Footer there = new Footer(bytes, last);
        return bytes.equals(footer.encode())
                || (there.isSound() && there.uniqueId().equals(footer.uniqueId()));
    }

    /** What read as zeros becomes zeros, so that all of the block is its own: of images that others made. */
    private void fill(int block) {
        long end = (long) (block + 1) * blockSize;
        for (long at = (long) block * blockSize; at < end; ) {
            Run run = run(at, end - at);
            if (run.kind == Extent.Kind.ABSENT) {
                file.zero("data", table.data(block) + at % blockSize, run.length);
            }
            at += run.length;
        }
        file.force();
        file.write("sector bitmap", table.start(block), ByteBuffer.wrap(bitmaps.allSet()));
        bitmaps.setFull(block);
    }

    /** What was written reaches the disk, and after it the table that names it. */
    void flush() {
        file.force();
        if (table.isDirty()) {
            table.write();
            file.force();
        }
    }
}
