package io.hv.image.qcow2;

import java.nio.ByteBuffer;

/**
 * Persistent bitmaps ("Bitmaps extension"), as far as somebody must who does not keep them: they are told to be out of
 * step, and their clusters are counted. An extension that is not in step any more (its auto-clear bit is off) is left alone.
 */
final class Bitmaps {

    private static final int MAX_BITMAPS = 65_535;
    private static final int MAX_DIRECTORY = 64 << 20;
    private static final int ENTRY_HEAD = 24;
    private static final int FLAGS = 12;
    private static final int IN_USE = 1;
    private static final int EXTENSION_SIZE = 24;

    private final Metadata metadata;

    Bitmaps(Metadata metadata) {
        this.metadata = metadata;
    }

    /** One of the directory. */
    record Bitmap(long entryOffset, long tableOffset, int tableSize, int flags) {}

    interface Visitor {
        void visit(Bitmap bitmap);
    }

    boolean areThere() {
        return metadata.header.version > 2
                && (metadata.header.autoclear & Feature.BITMAPS) != 0
                && metadata.header.extension(Extension.BITMAPS).isPresent();
    }

    /** Marks all of them, in place: nothing else of an entry changes. */
    void markInUse() {
        if (!areThere()) {
            return;
        }
        boolean[] changed = new boolean[1];
        forEach(bitmap -> {
            if ((bitmap.flags & IN_USE) == 0) {
                ByteBuffer flags = ByteBuffer.allocate(Integer.BYTES).putInt(bitmap.flags | IN_USE);
                metadata.file.write("bitmap directory", bitmap.entryOffset + FLAGS, flags.flip());
                changed[0] = true;
            }
        });
        if (changed[0]) {
            metadata.file.force();
        }
    }

    long directoryOffset() {
        return extension().getLong(16);
    }

    long directorySize() {
        return extension().getLong(8);
    }

    private ByteBuffer extension() {
        Extension extension = metadata.header.extension(Extension.BITMAPS).orElseThrow();
        ByteBuffer bytes = extension.bytes();
        if (bytes.limit() < EXTENSION_SIZE) {
            throw metadata.file.fault(
                    "bitmaps extension", extension.offset(), "it has only " + bytes.limit() + " bytes");
        }
        return bytes;
    }

    /** All of the directory is looked at before the first is visited. */
    void forEach(Visitor visitor) {
        ByteBuffer extension = extension();
        long at = metadata.header.extension(Extension.BITMAPS).orElseThrow().offset();
        long count = Integer.toUnsignedLong(extension.getInt(0));
        long size = extension.getLong(8);
        long offset = extension.getLong(16);
        if (count == 0 || count > MAX_BITMAPS || size < count * ENTRY_HEAD || size > MAX_DIRECTORY) {
            throw metadata.file.fault("bitmaps extension", at, count + " bitmaps in a directory of " + size + " bytes");
        }
        if (!metadata.geometry.isAligned(offset)
                || offset < metadata.geometry.clusterSize()
                || metadata.allocator.isMetadata(offset)
                || offset > metadata.file.size() - size) {
            throw metadata.file.fault("bitmap_directory_offset", at + 16, "0x" + Long.toHexString(offset));
        }
        ByteBuffer directory = metadata.file.read("bitmap directory", offset, (int) size);
        Bitmap[] all = new Bitmap[(int) count];
        int position = 0;
        for (int i = 0; i < count; i++) {
            if (position > size - ENTRY_HEAD) {
                throw metadata.file.fault("bitmap directory", offset + position, "it ends before its last entry");
            }
            all[i] = new Bitmap(
                    offset + position,
                    directory.getLong(position),
                    directory.getInt(position + 8),
                    directory.getInt(position + FLAGS));
            long length = ENTRY_HEAD
                    + Short.toUnsignedLong(directory.getShort(position + 18))
                    + Integer.toUnsignedLong(directory.getInt(position + 20));
            length = (length + 7) & ~7L;
            if (length > size - position) {
                throw metadata.file.fault("bitmap directory", offset + position, "an entry of " + length + " bytes");
            }
            position += (int) length;
        }
        for (Bitmap each : all) {
            visitor.visit(each);
        }
    }
}
