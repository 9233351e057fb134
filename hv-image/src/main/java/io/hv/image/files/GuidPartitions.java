package io.hv.image.files;

import io.hv.image.ImageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** The partitions of a disk with a GPT (UEFI 2.10, 5.3), from its first table, or its last where that one is damaged. */
final class GuidPartitions {

    private static final long MAGIC = 0x5452_4150_2049_4645L;
    private static final int HEADER = 92;
    private static final int SMALLEST_ENTRY = 128;
    private static final int LARGEST_ENTRY = 4096;
    private static final int MOST_ENTRIES = 1024;

    private final DiskRange disk;
    private final int sector;

    private GuidPartitions(DiskRange disk, int sector) {
        this.disk = disk;
        this.sector = sector;
    }

    static boolean isThere(DiskRange disk) {
        return isAt(disk, 512) || isAt(disk, 4096);
    }

    private static boolean isAt(DiskRange disk, long offset) {
        return disk.contains(offset, HEADER)
                && disk.read("GPT", offset, Long.BYTES).getLong(0) == MAGIC;
    }

    static List<DiskRange> of(DiskRange disk) {
        GuidPartitions table = new GuidPartitions(disk, isAt(disk, 512) || !isAt(disk, 4096) ? 512 : 4096);
        try {
            return table.read(table.sector);
        } catch (ImageException first) {
            try {
                return table.read(disk.length() / table.sector * table.sector - table.sector);
            } catch (ImageException second) {
                first.addSuppressed(second);
                throw first;
            }
        }
    }

    private List<DiskRange> read(long at) {
        ByteBuffer header = disk.read("GPT", at, sector);
        if (header.getLong(0) != MAGIC) {
            throw disk.fault("GPT", at, "no header is here");
        }
        int size = header.getInt(12);
        if (size < HEADER || size > sector) {
            throw disk.fault("HeaderSize", at + 12, "it is " + size);
        }
        int checksum = header.getInt(16);
        if (crc(header.putInt(16, 0).slice(0, size)) != checksum) {
            throw disk.fault("HeaderCRC32", at + 16, "the header is damaged");
        }
        int count = header.getInt(80);
        int entry = header.getInt(84);
        if (count < 0 || count > MOST_ENTRIES) {
            throw disk.fault("NumberOfPartitionEntries", at + 80, "it is " + Integer.toUnsignedString(count));
        }
        if (entry < SMALLEST_ENTRY || entry > LARGEST_ENTRY || entry % 8 != 0) {
            throw disk.fault("SizeOfPartitionEntry", at + 84, "it is " + Integer.toUnsignedString(entry));
        }
        long table = bytes("PartitionEntryLBA", at + 72, header.getLong(72));
        ByteBuffer entries = disk.read("partition entries", table, count * entry);
        if (crc(entries.duplicate()) != header.getInt(88)) {
            throw disk.fault("PartitionEntryArrayCRC32", at + 88, "the entries are damaged");
        }
        List<DiskRange> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = i * entry;
            if (entries.getLong(from) != 0 || entries.getLong(from + 8) != 0) {
                found.add(partition(table + from, entries.getLong(from + 32), entries.getLong(from + 40)));
            }
        }
        return found;
    }

    private DiskRange partition(long where, long first, long last) {
        long start = bytes("StartingLBA", where + 32, first);
        long end = bytes("EndingLBA", where + 40, last);
        if (end < start) {
            throw disk.fault("EndingLBA", where + 40, "the partition ends before it begins");
        }
        return disk.part("partition", start, end + sector - start);
    }

    /** Where a sector begins, which must be on the disk. */
    private long bytes(String field, long where, long lba) {
        if (lba < 0 || lba >= disk.length() / sector) {
            throw disk.fault(field, where, "sector " + Long.toUnsignedString(lba) + " is not on the disk");
        }
        return lba * sector;
    }

    private static int crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
