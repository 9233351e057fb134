package io.hv.image.files;

import io.hv.image.Image;
import io.hv.image.ImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A range of a disk: all of it, or a partition. What is read is little-endian. */
final class DiskRange {

    private final Image image;
    private final long start;
    private final long length;

    private DiskRange(Image image, long start, long length) {
        this.image = image;
        this.start = start;
        this.length = length;
    }

    static DiskRange all(Image image) {
        return new DiskRange(image, 0, image.capacity());
    }

    /** A part of it, which must be within. */
    DiskRange part(String field, long from, long bytes) {
        check(field, from, bytes);
        return new DiskRange(image, start + from, bytes);
    }

    /** Where it begins, in bytes of the disk. */
    long start() {
        return start;
    }

    /** In bytes. */
    long length() {
        return length;
    }

    boolean contains(long offset, long bytes) {
        return offset >= 0 && bytes >= 0 && bytes <= length && offset <= length - bytes;
    }

    private void check(String field, long offset, long bytes) {
        if (!contains(offset, bytes)) {
            throw fault(field, offset, bytes + " bytes here are not within " + length);
        }
    }

    ByteBuffer read(String field, long offset, int bytes) {
        check(field, offset, bytes);
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        image.read(start + offset, buffer);
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * What is wrong, to be thrown.
     *
     * @param offset in bytes of this range
     */
    ImageException fault(String field, long offset, String why) {
        long at = start + Math.min(Math.max(offset, 0), length);
        return new ImageException(image.file(), field, at, why, "", null);
    }
}
