package io.hv.image.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;

/** Partition tables, made by hand from the specifications. A partition is its first sector and its number of sectors. */
final class Tables {

    record Part(int first, int sectors) {}

    private static final int SECTOR = 512;
    private static final int ENTRIES = 128;
    private static final int ENTRY = 128;

    private Tables() {}

    private static ByteBuffer on(byte[] disk) {
        return ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
    }

    static void mbrEntry(byte[] disk, int table, int index, int type, int first, int sectors) {
        int at = table + 446 + 16 * index;
        on(disk).put(at + 4, (byte) type).putInt(at + 8, first).putInt(at + 12, sectors);
        on(disk).putShort(table + 510, (short) 0xaa55);
    }

    /** Both headers, and the entries twice. */
    static void gpt(byte[] disk, int sector, List<Part> parts) {
        int last = disk.length / sector - 1;
        int tableSectors = ENTRIES * ENTRY / sector;
        mbrEntry(disk, 0, 0, 0xee, 1, last);
        byte[] entries = new byte[ENTRIES * ENTRY];
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            ByteBuffer entry = on(entries);
            entry.putLong(i * ENTRY, 0x4772_8483_0fc6_3dafL).putLong(i * ENTRY + 8, 0xe47d_47d8_693d_798eL);
            entry.putLong(i * ENTRY + 16, i + 1).putLong(i * ENTRY + 24, 1);
            entry.putLong(i * ENTRY + 32, part.first).putLong(i * ENTRY + 40, part.first + part.sectors - 1L);
        }
        header(disk, sector, 1, last, 2, last, entries);
        header(disk, sector, last, 1, last - tableSectors, last, entries);
    }

    private static void header(byte[] disk, int sector, int own, int other, int table, int last, byte[] entries) {
        on(disk).put(table * sector, entries);
        ByteBuffer header = on(disk).slice(own * sector, 92).order(ByteOrder.LITTLE_ENDIAN);
        header.put(0, "EFI PART".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putInt(8, 0x10000)
                .putInt(12, 92)
                .putInt(16, 0)
                .putLong(24, own)
                .putLong(32, other)
                .putLong(40, 2 + ENTRIES * ENTRY / sector)
                .putLong(48, last - 1 - ENTRIES * ENTRY / sector)
                .putLong(56, 5)
                .putLong(64, 6)
                .putLong(72, table)
                .putInt(80, ENTRIES)
                .putInt(84, ENTRY)
                .putInt(88, crc(ByteBuffer.wrap(entries)));
        header.putInt(16, crc(header.duplicate().clear()));
    }

    /** After a change to the first header. */
    static void sign(byte[] disk) {
        ByteBuffer header = on(disk).slice(SECTOR, 92).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(16, 0).putInt(16, crc(header.duplicate().clear()));
    }

    private static int crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
