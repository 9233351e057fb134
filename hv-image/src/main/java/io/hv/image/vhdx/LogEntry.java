package io.hv.image.vhdx;

import io.hv.image.block.Guid;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A valid entry of the log; [MS-VHDX] 2.3.1.
 *
 * @param start the sector of the log, of 4 KiB, that it begins with
 * @param sectors how many it has; behind the log's last one it goes on with the first
 * @param tail the sector that the oldest entry begins with which is still needed when this one is the newest
 * @param flushedFileOffset how long the file was, for good, when it was written
 * @param lastFileOffset how long the file is once it is played
 * @param descriptors what it does
 */
record LogEntry(
        int start,
        int sectors,
        long sequence,
        int tail,
        long flushedFileOffset,
        long lastFileOffset,
        List<Descriptor> descriptors) {

    static final int SECTOR = Layout.KIB_4;
    static final int HEAD = 64;
    static final int DESCRIPTOR = 32;

    static final String SIGNATURE = "loge";
    static final String ZERO = "zero";
    static final String DATA = "desc";
    static final String DATA_SECTOR = "data";

    static final int AT_LENGTH = 8;
    static final int AT_TAIL = 12;
    static final int AT_SEQUENCE = 16;
    static final int AT_DESCRIPTOR_COUNT = 24;
    static final int AT_LOG_GUID = 32;
    static final int AT_FLUSHED_FILE_OFFSET = 48;
    static final int AT_LAST_FILE_OFFSET = 56;

    LogEntry {
        descriptors = List.copyOf(descriptors);
    }

    /**
     * A range of the file that is to be changed.
     *
     * @param offset in bytes of the file
     * @param length in bytes
     * @param dataAt where in the file the sector of the log is that has its bytes; -1 where they are zeros
     * @param leading the first eight bytes, which are not in that sector
     * @param trailing the last four
     */
    record Descriptor(long offset, long length, long dataAt, long leading, int trailing) {

        /** The bytes of one that has some. */
        ByteBuffer bytes(ImageFile file) {
            ByteBuffer sector = Layout.allocate(SECTOR);
            file.read("log", dataAt, sector);
            return sector.clear().putLong(0, leading).putInt(SECTOR - Integer.BYTES, trailing);
        }
    }

    /** Sectors of the header and the descriptors. */
    static int headSectors(long descriptors) {
        return (int) ((HEAD + descriptors * DESCRIPTOR + SECTOR - 1) / SECTOR);
    }

    /** An entry that writes sectors of 4 KiB at offsets of the file, to be put anywhere in the log. */
    static ByteBuffer encode(VhdxHeader header, long sequence, int tail, long fileSize, List<Page> pages) {
        int head = headSectors(pages.size());
        ByteBuffer out = Layout.allocate((head + pages.size()) * SECTOR);
        out.putInt(0, Layout.signature(SIGNATURE))
                .putInt(AT_LENGTH, out.capacity())
                .putInt(AT_TAIL, tail * SECTOR)
                .putLong(AT_SEQUENCE, sequence)
                .putInt(AT_DESCRIPTOR_COUNT, pages.size())
                .putLong(AT_FLUSHED_FILE_OFFSET, fileSize)
                .putLong(AT_LAST_FILE_OFFSET, Layout.roundUp(fileSize, Layout.MIB));
        Guid.put(out, AT_LOG_GUID, header.logGuid());
        for (int i = 0; i < pages.size(); i++) {
            ByteBuffer page = pages.get(i).bytes();
            int at = HEAD + i * DESCRIPTOR;
            out.putInt(at, Layout.signature(DATA))
                    .putInt(at + 4, page.getInt(SECTOR - Integer.BYTES))
                    .putLong(at + 8, page.getLong(0))
                    .putLong(at + 16, pages.get(i).offset())
                    .putLong(at + 24, sequence);
            int sector = (head + i) * SECTOR;
            out.put(sector, page, 0, SECTOR);
            out.putInt(sector, Layout.signature(DATA_SECTOR))
                    .putInt(sector + 4, (int) (sequence >>> 32))
                    .putInt(sector + SECTOR - Integer.BYTES, (int) sequence);
        }
        Layout.sign(out);
        return out;
    }

    /**
     * 4 KiB of the file.
     *
     * @param bytes low byte first
     */
    record Page(long offset, ByteBuffer bytes) {}
}
