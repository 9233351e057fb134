package io.hv.image.files;

import java.nio.ByteBuffer;

/**
 * A file, folder or link of an ext file system.
 *
 * @param number its number
 * @param where it stands, in bytes of the partition
 * @param blockMap the 60 bytes of {@code i_block}
 */
record Inode(long number, long where, int mode, long size, int flags, ByteBuffer blockMap) {

    static final int BLOCK_MAP = 40;
    static final int BLOCK_MAP_BYTES = 60;

    private static final int TYPE = 0xf000;
    private static final int FOLDER = 0x4000;
    private static final int FILE = 0x8000;
    private static final int LINK = 0xa000;
    private static final int ENCRYPTED = 0x800;
    private static final int EXTENTS = 0x80000;
    private static final int INLINE = 0x1000_0000;

    static Inode of(long number, long where, ByteBuffer bytes) {
        long size = Integer.toUnsignedLong(bytes.getInt(4)) | Integer.toUnsignedLong(bytes.getInt(108)) << 32;
        ByteBuffer map = bytes.slice(BLOCK_MAP, BLOCK_MAP_BYTES).order(bytes.order());
        return new Inode(number, where, Short.toUnsignedInt(bytes.getShort(0)), size, bytes.getInt(32), map);
    }

    boolean isFolder() {
        return (mode & TYPE) == FOLDER;
    }

    boolean isFile() {
        return (mode & TYPE) == FILE;
    }

    boolean isLink() {
        return (mode & TYPE) == LINK;
    }

    /** Whether a link's target stands where other inodes have their blocks. */
    boolean isFastLink() {
        return isLink() && size < BLOCK_MAP_BYTES && !hasExtents();
    }

    boolean hasExtents() {
        return (flags & EXTENTS) != 0;
    }

    boolean isInline() {
        return (flags & INLINE) != 0;
    }

    boolean isEncrypted() {
        return (flags & ENCRYPTED) != 0;
    }
}
