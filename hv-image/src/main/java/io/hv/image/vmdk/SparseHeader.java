package io.hv.image.vmdk;

import io.hv.image.ImageException;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of a sparse extent ("Virtual Disk Format 5.0", Hosted Sparse Extent Header), checked. Numbers are of sectors.
 * Where its grain directory comes last, the header is that of the footer. Immutable.
 */
final class SparseHeader {

    static final int SECTOR = 512;
    static final int MAGIC = 0x564d444b;

    static final int NEW_LINES = 1;
    static final int REDUNDANT_TABLE = 2;
    static final int ZEROED_GRAINS = 4;
    static final int COMPRESSED = 1 << 16;
    static final int MARKERS = 1 << 17;

    static final int VERSION = 4;
    static final int FLAGS = 8;
    static final int CAPACITY = 12;
    static final int GRAIN_SIZE = 20;
    static final int DESCRIPTOR_OFFSET = 28;
    static final int DESCRIPTOR_SIZE = 36;
    static final int TABLE_ENTRIES = 44;
    static final int REDUNDANT_OFFSET = 48;
    static final int DIRECTORY_OFFSET = 56;
    static final int OVERHEAD = 64;
    static final int LINE_ENDS = 73;
    static final int ALGORITHM = 77;

    /** A line feed, a blank, a carriage return, a line feed: what a transfer as text would have changed. */
    static final int LINE_END_BYTES = 0x0a200d0a;
    /** The grain directory is where the footer says. */
    static final long AT_END = -1;

    static final int DEFLATE = 1;

    private static final int MAX_GRAIN = 1 << 14;
    private static final int MAX_ENTRIES = 512;
    /** 4 MiB of directory: 32 TiB with the usual grains. */
    private static final int MAX_TABLES = 1 << 20;

    private static final int FOOTER = 1024;
    private static final int FOOTER_MARKER = 3;

    private final ImageFile file;
    private final long at;
    private final ByteBuffer bytes;
    /** Where the description is told of: a footer need not. */
    private final ByteBuffer first;

    private SparseHeader(ImageFile file, long at) {
        this.file = file;
        this.at = at;
        bytes = file.read("header", at, SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        first = at == 0 ? bytes : file.read("header", 0, SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    }

    static SparseHeader read(ImageFile file) {
        if (file.size() < SECTOR) {
            throw file.fault("header", 0, "the file has only " + file.size() + " bytes");
        }
        SparseHeader header = new SparseHeader(file, 0);
        header.check();
        if (header.directoryOffset() == AT_END) {
            header = footer(file);
        }
        header.checkTables();
        return header;
    }

    /** Before the last sector, which ends the stream, and behind a marker that says so. */
    private static SparseHeader footer(ImageFile file) {
        long at = file.size() - FOOTER;
        if (at < 2 * SECTOR) {
            throw file.fault("gdOffset", DIRECTORY_OFFSET, "it is in a footer, for which the file is too short");
        }
        ByteBuffer marker = file.read("footer marker", at - SECTOR, SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        if (marker.getInt(8) != 0 || marker.getInt(12) != FOOTER_MARKER) {
            throw file.fault("footer marker", at - SECTOR, "there is none, and the header says that there is a footer");
        }
        ByteBuffer end = file.read("end-of-stream marker", at + SECTOR, SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        if (end.getLong(0) != 0 || end.getInt(8) != 0 || end.getInt(12) != 0) {
            throw file.fault("end-of-stream marker", at + SECTOR, "the file does not end with it");
        }
        SparseHeader footer = new SparseHeader(file, at);
        footer.check();
        if (footer.directoryOffset() == AT_END) {
            throw footer.fault("gdOffset", DIRECTORY_OFFSET, "the footer says that it is in the footer");
        }
        return footer;
    }

    private void check() {
        if (bytes.getInt(0) != MAGIC) {
            throw fault("magicNumber", 0, "no sparse extent begins here");
        }
        if (version() < 1 || version() > 3) {
            throw fault("version", VERSION, Integer.toUnsignedString(version()) + ", not 1 to 3");
        }
        if (has(NEW_LINES) && bytes.duplicate().getInt(LINE_ENDS) != LINE_END_BYTES) {
            throw fault("singleEndLineChar", LINE_ENDS, "line ends were changed: the file was transferred as text");
        }
        long grain = bytes.getLong(GRAIN_SIZE);
        if (Long.bitCount(grain) != 1 || grain < 1 || grain > MAX_GRAIN) {
            throw fault("grainSize", GRAIN_SIZE, Long.toUnsignedString(grain) + ", not a power of two up to 16384");
        }
        if (tableEntries() < 1 || tableEntries() > MAX_ENTRIES) {
            throw fault("numGTEsPerGT", TABLE_ENTRIES, Integer.toUnsignedString(tableEntries()) + ", not 1 to 512");
        }
        long most = (long) MAX_TABLES * tableEntries() * grain;
        if (capacity() < 1 || capacity() > most) {
            throw fault("capacity", CAPACITY, Long.toUnsignedString(capacity()) + " sectors, not 1 to " + most);
        }
        int algorithm = Short.toUnsignedInt(bytes.getShort(ALGORITHM));
        if (algorithm != (isCompressed() ? DEFLATE : 0)) {
            throw fault(
                    "compressAlgorithm",
                    ALGORITHM,
                    algorithm + ", and the flags say that grains are " + (isCompressed() ? "" : "not ") + "compressed");
        }
        inFile("overHead", OVERHEAD, 0, overhead() * SECTOR);
        inFile("descriptorOffset", DESCRIPTOR_OFFSET, descriptorOffset(), descriptorSize());
    }

    private void checkTables() {
        if (tables() > 0 && directoryOffset() == 0) {
            throw fault("gdOffset", DIRECTORY_OFFSET, "there is no grain directory");
        }
        inFile("gdOffset", DIRECTORY_OFFSET, directoryOffset(), directorySize());
        if (has(REDUNDANT_TABLE)) {
            inFile("rgdOffset", REDUNDANT_OFFSET, redundantOffset(), directorySize());
        }
    }

    /** An offset in sectors, a length in bytes. */
    private void inFile(String field, int fieldAt, long sector, long length) {
        long size = file.size();
        if (sector < 0 || length < 0 || sector > size / SECTOR || sector * SECTOR > size - length) {
            throw fault(
                    field,
                    fieldAt,
                    "it is not in the file: sector " + Long.toUnsignedString(sector) + ", " + length + " bytes");
        }
    }

    ImageException fault(String field, int fieldAt, String why) {
        return file.fault(field, at + fieldAt, why);
    }

    /** Whether it is a footer. */
    boolean isFooter() {
        return at != 0;
    }

    int version() {
        return bytes.getInt(VERSION);
    }

    boolean has(int flag) {
        return (bytes.getInt(FLAGS) & flag) != 0;
    }

    boolean isCompressed() {
        return has(COMPRESSED);
    }

    long capacity() {
        return bytes.getLong(CAPACITY);
    }

    /** In bytes. */
    int grainBytes() {
        return (int) bytes.getLong(GRAIN_SIZE) * SECTOR;
    }

    long descriptorOffset() {
        return first.getLong(DESCRIPTOR_OFFSET);
    }

    /** In bytes; below 0 where it is out of all bounds. */
    long descriptorSize() {
        long sectors = first.getLong(DESCRIPTOR_SIZE);
        return sectors < 0 || sectors > Integer.MAX_VALUE ? -1 : sectors * SECTOR;
    }

    /** How many entries a grain table has. */
    int tableEntries() {
        return bytes.getInt(TABLE_ENTRIES);
    }

    /** How many grain tables there are. */
    int tables() {
        long span = (long) tableEntries() * grainBytes() / SECTOR;
        return (int) ((capacity() + span - 1) / span);
    }

    long redundantOffset() {
        return bytes.getLong(REDUNDANT_OFFSET);
    }

    long directoryOffset() {
        return bytes.getLong(DIRECTORY_OFFSET);
    }

    /** In bytes. */
    long directorySize() {
        return (long) tables() * Integer.BYTES;
    }

    long overhead() {
        long sectors = bytes.getLong(OVERHEAD);
        return sectors < 0 || sectors > Long.MAX_VALUE / SECTOR ? -1 : sectors;
    }
}
