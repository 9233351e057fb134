package io.hv.image.parallels;

import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of 64 bytes, checked.
 *
 * @param isExtended whether entries of the BAT count clusters, and not sectors
 * @param blockSize a cluster's, in bytes
 * @param entries how many the BAT has
 * @param capacity of the disk, in bytes
 * @param dataOffset where clusters may begin, in bytes
 * @param isInUse whether somebody who opened it for writing has not closed it
 * @param isEmpty whether what it has does not count
 */
record ParallelsHeader(
        boolean isExtended,
        int blockSize,
        int entries,
        long capacity,
        long dataOffset,
        boolean isInUse,
        boolean isEmpty) {

    static final int SIZE = 64;
    static final String OLD = "WithoutFreeSpace";
    static final String EXTENDED = "WithouFreSpacExt";

    static final int AT_VERSION = 16;
    static final int AT_TRACKS = 28;
    static final int AT_BAT_ENTRIES = 32;
    static final int AT_NB_SECTORS = 36;
    static final int AT_IN_USE = 44;
    static final int AT_DATA_OFF = 48;
    static final int AT_FLAGS = 52;

    private static final int SECTOR = 512;
    private static final int IN_USE = 0x746f6e59;
    private static final int CLOSED = 0x312e3276;
    private static final int MOST_TRACKS = (256 << 20) / SECTOR;
    /** Their BAT has 64 MiB. */
    private static final int MOST_ENTRIES = 1 << 24;

    static String magic(ByteBuffer first) {
        return ParallelsDriver.text(first, 0, OLD.length());
    }

    static ParallelsHeader read(ImageFile file) {
        long size = file.size();
        if (size < SIZE) {
            throw file.fault("header", 0, "the file has only " + size + " bytes");
        }
        ByteBuffer in = file.read("header", 0, SIZE).order(ByteOrder.LITTLE_ENDIAN);
        boolean isExtended = magic(in).equals(EXTENDED);
        if (!isExtended && !magic(in).equals(OLD)) {
            throw file.fault("magic", 0, "this is no Parallels image");
        }
        if (in.getInt(AT_VERSION) != 2) {
            throw file.fault("version", AT_VERSION, unsigned(in, AT_VERSION) + ", not 2");
        }
        int tracks = in.getInt(AT_TRACKS);
        if (tracks <= 0 || tracks > MOST_TRACKS) {
            throw file.fault("tracks", AT_TRACKS, unsigned(in, AT_TRACKS) + ", not 1 to " + MOST_TRACKS);
        }
        int entries = in.getInt(AT_BAT_ENTRIES);
        long batEnd = SIZE + unsigned(in, AT_BAT_ENTRIES) * Integer.BYTES;
        if (entries < 0 || entries > MOST_ENTRIES || batEnd > size) {
            throw file.fault(
                    "nb_bat_entries", AT_BAT_ENTRIES, unsigned(in, AT_BAT_ENTRIES) + ", more than are in the file");
        }
        // Of the old images the high half is not used, and is not always zero.
        long sectors = isExtended ? in.getLong(AT_NB_SECTORS) : unsigned(in, AT_NB_SECTORS);
        if (sectors < 0 || sectors > (long) entries * tracks) {
            throw file.fault(
                    "nb_sectors",
                    AT_NB_SECTORS,
                    Long.toUnsignedString(sectors) + ", and the clusters have " + (long) entries * tracks);
        }
        int inUse = in.getInt(AT_IN_USE);
        if (inUse != 0 && inUse != IN_USE && inUse != CLOSED) {
            throw file.fault("in_use", AT_IN_USE, "0x" + Integer.toHexString(inUse) + " is none of its values");
        }
        return new ParallelsHeader(
                isExtended,
                tracks * SECTOR,
                entries,
                sectors * SECTOR,
                dataOffset(file, in, isExtended, batEnd),
                inUse == IN_USE,
                (in.getInt(AT_FLAGS) & 1) != 0);
    }

    private static long dataOffset(ImageFile file, ByteBuffer in, boolean isExtended, long batEnd) {
        long offset = unsigned(in, AT_DATA_OFF) * SECTOR;
        if (offset == 0 && !isExtended) {
            return (batEnd + SECTOR - 1) / SECTOR * SECTOR;
        }
        if (offset < batEnd) {
            throw file.fault("data_off", AT_DATA_OFF, unsigned(in, AT_DATA_OFF) + ", not behind the BAT");
        }
        return offset;
    }

    private static long unsigned(ByteBuffer in, int at) {
        return Integer.toUnsignedLong(in.getInt(at));
    }

    /** Where a cluster begins, by its entry. */
    long host(int entry) {
        return Integer.toUnsignedLong(entry) * (isExtended ? blockSize : SECTOR);
    }
}
