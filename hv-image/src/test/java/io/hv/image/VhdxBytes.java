package io.hv.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A VHDX image in memory, to be changed by hand where [MS-VHDX] says things are: headers, region tables and entries of the
 * log get their checksums, and identifiers are taken as 16 bytes.
 */
final class VhdxBytes {

    static final int HEADER_1 = 1 << 16;
    static final int HEADER_2 = 2 << 16;
    static final int REGIONS_1 = 3 << 16;
    static final int REGIONS_2 = 4 << 16;
    static final int LOG = 1 << 20;
    static final int METADATA = 2 << 20;
    static final int BAT = 3 << 20;

    static final int LOG_GUID = 48;

    private ByteBuffer bytes;

    VhdxBytes(byte[] image) {
        bytes = ByteBuffer.wrap(image.clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    static VhdxBytes read(Path file) {
        try {
            return new VhdxBytes(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ByteBuffer bytes() {
        return bytes;
    }

    byte[] image() {
        return bytes.array();
    }

    void write(Path file) {
        try {
            Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void resize(int size) {
        bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void sign(int at, int length) {
        CRC32C crc = new CRC32C();
        bytes.putInt(at + 4, 0);
        crc.update(bytes.array(), at, length);
        bytes.putInt(at + 4, (int) crc.getValue());
    }

    /** Headers and region tables are as they should be, but for what was changed in them. */
    VhdxBytes signed() {
        sign(HEADER_1, 4096);
        sign(HEADER_2, 4096);
        sign(REGIONS_1, 1 << 16);
        sign(REGIONS_2, 1 << 16);
        return this;
    }

    /** Both headers say that the log is in use. */
    VhdxBytes logGuid(byte[] guid) {
        bytes.put(HEADER_1 + LOG_GUID, guid).put(HEADER_2 + LOG_GUID, guid);
        return signed();
    }

    /** Makes it the child of a parent that is found so. */
    VhdxBytes parentLocator(Map<String, String> values) {
        bytes.putInt(METADATA + (1 << 16) + 4, 2);
        int table = METADATA + 32 + 32 * bytes.getChar(METADATA + 10);
        bytes.putChar(METADATA + 10, (char) (bytes.getChar(METADATA + 10) + 1));
        guid(table, 0xa8d35f2d, 0xb30b, 0x454d, 0xabf7d3d84834ab0cL);
        int at = METADATA + (1 << 17);
        guid(at, 0xb04aefb7, 0xd19e, 0x4a81, 0xb78925b8e9445913L);
        bytes.putChar(at + 18, (char) values.size());
        int entry = at + 20;
        int text = 20 + 12 * values.size();
        for (Map.Entry<String, String> each : values.entrySet()) {
            byte[] key = each.getKey().getBytes(StandardCharsets.UTF_16LE);
            byte[] value = each.getValue().getBytes(StandardCharsets.UTF_16LE);
            bytes.putInt(entry, text).putInt(entry + 4, text + key.length);
            bytes.putChar(entry + 8, (char) key.length).putChar(entry + 10, (char) value.length);
            bytes.put(at + text, key).put(at + text + key.length, value);
            text += key.length + value.length;
            entry += 12;
        }
        bytes.putInt(table + 16, 1 << 17).putInt(table + 20, text).putInt(table + 24, 4);
        return this;
    }

    private void guid(int at, int first, int second, int third, long rest) {
        bytes.putInt(at, first).putChar(at + 4, (char) second).putChar(at + 6, (char) third);
        bytes.putLong(at + 8, Long.reverseBytes(rest));
    }

    /** An entry of the log, which is written by hand. */
    final class Entry {

        private final int sector;
        private final int sectors;
        private final int data;
        private final long sequence;
        private int descriptors;
        private int pages;

        /** At a sector of the log, with so many descriptors, some of which have bytes. */
        Entry(int sector, int tail, long sequence, byte[] guid, int descriptors, int pages) {
            this.sector = sector;
            this.sequence = sequence;
            data = (64 + 32 * descriptors + 4095) / 4096;
            sectors = data + pages;
            for (int i = 0; i < sectors; i++) {
                bytes.put(at(i), new byte[4096]);
            }
            bytes.put(at(0), "loge".getBytes(StandardCharsets.US_ASCII))
                    .putInt(at(0) + 8, sectors * 4096)
                    .putInt(at(0) + 12, tail * 4096)
                    .putLong(at(0) + 16, sequence)
                    .putInt(at(0) + 24, descriptors)
                    .put(at(0) + 32, guid)
                    .putLong(at(0) + 48, bytes.capacity())
                    .putLong(at(0) + 56, bytes.capacity());
        }

        /** Where a sector of it is in the file. */
        int at(int index) {
            return LOG + (sector + index) % 256 * 4096;
        }

        Entry zero(long offset, long length) {
            int at = at(0) + 64 + 32 * descriptors;
            descriptors++;
            bytes.put(at, "zero".getBytes(StandardCharsets.US_ASCII))
                    .putLong(at + 8, length)
                    .putLong(at + 16, offset)
                    .putLong(at + 24, sequence);
            return this;
        }

        Entry page(long offset, byte[] page) {
            ByteBuffer in = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
            int at = at(0) + 64 + 32 * descriptors;
            descriptors++;
            bytes.put(at, "desc".getBytes(StandardCharsets.US_ASCII))
                    .putInt(at + 4, in.getInt(4092))
                    .putLong(at + 8, in.getLong(0))
                    .putLong(at + 16, offset)
                    .putLong(at + 24, sequence);
            int sectorAt = at(data + pages);
            pages++;
            bytes.put(sectorAt, page)
                    .put(sectorAt, "data".getBytes(StandardCharsets.US_ASCII))
                    .putInt(sectorAt + 4, (int) (sequence >>> 32))
                    .putInt(sectorAt + 4092, (int) sequence);
            return this;
        }

        /** Its fields can be changed before this. */
        VhdxBytes done() {
            bytes.putInt(at(0) + 4, 0);
            CRC32C crc = new CRC32C();
            for (int i = 0; i < sectors; i++) {
                crc.update(bytes.array(), at(i), 4096);
            }
            bytes.putInt(at(0) + 4, (int) crc.getValue());
            return VhdxBytes.this;
        }
    }
}
