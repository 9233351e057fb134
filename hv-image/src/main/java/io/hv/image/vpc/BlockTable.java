package io.hv.image.vpc;

import io.hv.image.ImageException;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The block allocation table, in memory: at which sector each block of the disk begins, with its bitmap before its bytes.
 * All of it is checked when it is read: no block lies outside the file, on a header or on another block. Not safe for
 * threads: the disk's lock is held.
 */
final class BlockTable {

    private static final int UNUSED = -1;
    /** Of 2 TiB in blocks of 128 KiB; the table's own size is nothing that a file must have. */
    private static final int MAX_ENTRIES = 1 << 24;

    private static final int ENTRIES_PER_SECTOR = Footer.SECTOR / Integer.BYTES;

    private final ImageFile file;
    private final DynamicHeader header;
    private final int[] entries;
    private final int bitmapSize;
    private final BitSet dirty = new BitSet();

    private BlockTable(ImageFile file, DynamicHeader header, int[] entries) {
        this.file = file;
        this.header = header;
        this.entries = entries;
        bitmapSize = bitmapSize(header.blockSize());
    }

    private static int bitmapSize(int blockSize) {
        int bytes = (blockSize / Footer.SECTOR + Byte.SIZE - 1) / Byte.SIZE;
        return (bytes + Footer.SECTOR - 1) / Footer.SECTOR * Footer.SECTOR;
    }

    static BlockTable read(ImageFile file, DynamicHeader header, long capacity) {
        long count = (capacity + header.blockSize() - 1) / header.blockSize();
        if (count > header.maxTableEntries()) {
            throw file.fault(
                    "Max Table Entries",
                    header.maxTableEntriesAt(),
                    header.maxTableEntries() + ", and the disk has " + count + " blocks");
        }
        if (count > MAX_ENTRIES) {
            throw file.fault(
                    "Max Table Entries",
                    header.maxTableEntriesAt(),
                    "the disk has " + count + " blocks, and more than " + MAX_ENTRIES + " are not read");
        }
        int[] entries = new int[(int) count];
        ByteBuffer bytes = file.read("block allocation table", header.tableOffset(), entries.length * Integer.BYTES);
        bytes.asIntBuffer().get(entries);
        BlockTable table = new BlockTable(file, header, entries);
        table.check();
        return table;
    }

    private void check() {
        long fileSize = file.size();
        long size = (long) bitmapSize + header.blockSize();
        long[] starts = new long[entries.length];
        int used = 0;
        for (int i = 0; i < entries.length; i++) {
            if (entries[i] == UNUSED) {
                continue;
            }
            long start = start(i);
            if (start < Footer.SECTOR
                    || touches(start, size, header.at(), DynamicHeader.SIZE)
                    || touches(start, size, header.tableOffset(), header.maxTableEntries() * Integer.BYTES)) {
                throw fault(i, "the block at " + start + " lies on a header");
            }
            if (start > fileSize - size) {
                throw fault(i, "the block at " + start + " is not in the file");
            }
            starts[used++] = start;
        }
        Arrays.sort(starts, 0, used);
        for (int i = 1; i < used; i++) {
            if (starts[i] - starts[i - 1] < size) {
                throw fault(indexOf(starts[i]), "two blocks share bytes at " + starts[i]);
            }
        }
    }

    private static boolean touches(long start, long size, long other, long otherSize) {
        return start < other + otherSize && other < start + size;
    }

    private int indexOf(long start) {
        int last = 0;
        for (int i = 0; i < entries.length; i++) {
            if (entries[i] != UNUSED && start(i) == start) {
                last = i;
            }
        }
        return last;
    }

    private ImageException fault(int index, String why) {
        return file.fault("block allocation table entry", header.tableOffset() + (long) index * Integer.BYTES, why);
    }

    int bitmapSize() {
        return bitmapSize;
    }

    boolean has(int block) {
        return entries[block] != UNUSED;
    }

    /** Where a block's bitmap begins. */
    long start(int block) {
        return Integer.toUnsignedLong(entries[block]) * Footer.SECTOR;
    }

    /** Where a block's bytes begin. */
    long data(int block) {
        return start(block) + bitmapSize;
    }

    /** Notes where a new block is; {@link #write} tells the file. */
    void put(int block, long start) {
        long sector = start / Footer.SECTOR;
        if (sector >= Integer.toUnsignedLong(UNUSED)) {
            throw fault(block, "the file is too large: a block at " + start + " cannot be named");
        }
        entries[block] = (int) sector;
        dirty.set(block / ENTRIES_PER_SECTOR);
    }

    boolean isDirty() {
        return !dirty.isEmpty();
    }

    void write() {
        for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
            int first = sector * ENTRIES_PER_SECTOR;
            int count = Math.min(ENTRIES_PER_SECTOR, entries.length - first);
            ByteBuffer bytes = ByteBuffer.allocate(count * Integer.BYTES);
            bytes.asIntBuffer().put(entries, first, count);
            file.write("block allocation table", header.tableOffset() + (long) first * Integer.BYTES, bytes);
        }
        dirty.clear();
    }
}
