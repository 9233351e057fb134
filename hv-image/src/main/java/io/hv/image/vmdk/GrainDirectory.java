package io.hv.image.vmdk;

import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The grain directory in memory, and the redundant one where the extent is written: at which sector each grain table is.
 * No table lies outside the file, on another or on a header. Not safe for threads.
 */
final class GrainDirectory {

    private final ImageFile file;
    private final SparseHeader header;
    private final int tableBytes;
    private final int[] main;
    /** As long as {@code main}, or empty where there is none or it is of no use. */
    private final int[] redundant;

    private final Regions regions = new Regions();
    private final BitSet dirty = new BitSet();

    GrainDirectory(ImageFile file, SparseHeader header, boolean writable) {
        this.file = file;
        this.header = header;
        int sectors = (header.tableEntries() * Integer.BYTES + SparseHeader.SECTOR - 1) / SparseHeader.SECTOR;
        tableBytes = sectors * SparseHeader.SECTOR;
        main = read(header.directoryOffset());
        boolean both = writable && header.has(SparseHeader.REDUNDANT_TABLE) && header.redundantOffset() != 0;
        redundant = both ? read(header.redundantOffset()) : new int[0];
        addHeaders(both);
        addTables(main, header.directoryOffset());
        addTables(redundant, header.redundantOffset());
        long meeting = regions.sort();
        if (meeting >= 0) {
            throw file.fault("grain directory entry", at(meeting), "tables or headers share bytes at " + meeting);
        }
    }

    private int[] read(long sector) {
        int[] entries = new int[header.tables()];
        ByteBuffer bytes = file.read("grain directory", sector * SparseHeader.SECTOR, entries.length * Integer.BYTES);
        bytes.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(entries);
        return entries;
    }

    private void addHeaders(boolean both) {
        regions.add(0, SparseHeader.SECTOR);
        if (header.descriptorOffset() != 0) {
            regions.add(header.descriptorOffset() * SparseHeader.SECTOR, header.descriptorSize());
        }
        regions.add(header.directoryOffset() * SparseHeader.SECTOR, header.directorySize());
        if (both) {
            regions.add(header.redundantOffset() * SparseHeader.SECTOR, header.directorySize());
        }
    }

    private void addTables(int[] entries, long sector) {
        long size = file.size();
        for (int i = 0; i < entries.length; i++) {
            long start = bytes(entries[i]);
            if (start != 0) {
                if (start > size - (long) header.tableEntries() * Integer.BYTES) {
                    throw file.fault(
                            "grain directory entry",
                            sector * SparseHeader.SECTOR + (long) i * Integer.BYTES,
                            "the grain table at " + start + " is not in the file");
                }
                regions.add(start, tableBytes);
            }
        }
    }

    /** The entry that names a table; the directory itself where it is none's. */
    private long at(long start) {
        for (int i = 0; i < main.length; i++) {
            if (bytes(main[i]) == start) {
                return header.directoryOffset() * SparseHeader.SECTOR + (long) i * Integer.BYTES;
            }
        }
        return header.directoryOffset() * SparseHeader.SECTOR;
    }

    private static long bytes(int sector) {
        return Integer.toUnsignedLong(sector) * SparseHeader.SECTOR;
    }

    /** Whether a range lies on a header, a directory, or a table that was there when the image was opened. */
    boolean touches(long start, long length) {
        return regions.touch(start, length);
    }

    /** Where a table is; 0 where there is none. */
    long table(int index) {
        return bytes(main[index]);
    }

    /** Where its copy is; 0 where there is none. */
    long copy(int index) {
        return redundant.length == 0 ? 0 : bytes(redundant[index]);
    }

    /**
     * Where all copies are, also of an extent that is only read; 0 where there is none.
     *
     * @return nothing where there is no redundant directory
     */
    long[] copies() {
        if (!header.has(SparseHeader.REDUNDANT_TABLE) || header.redundantOffset() == 0) {
            return new long[0];
        }
        int[] entries = redundant.length == 0 ? read(header.redundantOffset()) : redundant;
        return Arrays.stream(entries).mapToLong(GrainDirectory::bytes).toArray();
    }

    /** Where the last of headers, directories and tables ends. */
    long tablesEnd() {
        return Math.max(regions.end(), Math.max(max(main), max(redundant)) + tableBytes);
    }

    private static long max(int[] entries) {
        return Arrays.stream(entries).mapToLong(GrainDirectory::bytes).max().orElse(0);
    }

    /** Makes a table of zeros at the file's end, and its copy; {@link #write} tells the file. */
    void create(int index) {
        long start = end();
        boolean copied = redundant.length != 0 && redundant[index] == 0;
        int sector = sector(start + (copied ? tableBytes : 0), SparseHeader.SECTOR);
        file.zero("grain table", start, copied ? 2L * tableBytes : tableBytes);
        main[index] = sector;
        if (copied) {
            redundant[index] = (int) (start / SparseHeader.SECTOR);
        }
        dirty.set(index);
    }

    private long end() {
        return (file.size() + SparseHeader.SECTOR - 1) / SparseHeader.SECTOR * SparseHeader.SECTOR;
    }

    /** An offset as tables name it. */
    int sector(long offset, long length) {
        if (offset + length > 1L << 41) {
            throw file.fault("file", offset, "it would grow above 2 TiB, which tables cannot name");
        }
        return (int) (offset / SparseHeader.SECTOR);
    }

    boolean isDirty() {
        return !dirty.isEmpty();
    }

    void write() {
        for (int i = dirty.nextSetBit(0); i >= 0; i = dirty.nextSetBit(i + 1)) {
            write(header.directoryOffset(), i, main[i]);
            if (redundant.length != 0) {
                write(header.redundantOffset(), i, redundant[i]);
            }
        }
        dirty.clear();
    }

    private void write(long sector, int index, int value) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.write(
                "grain directory", sector * SparseHeader.SECTOR + (long) index * Integer.BYTES, bytes.putInt(0, value));
    }
}
