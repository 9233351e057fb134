package io.hv.image.vpc;

import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The dynamic disk header: where the table of blocks is, and what the parent is. Immutable. */
final class DynamicHeader {

    static final int SIZE = 1024;
    static final int DEFAULT_BLOCK = 2 << 20;

    private static final long COOKIE = 0x6378737061727365L;
    private static final int TABLE_OFFSET = 16;
    private static final int VERSION = 24;
    private static final int MAX_TABLE_ENTRIES = 28;
    private static final int BLOCK_SIZE = 32;
    private static final int CHECKSUM = 36;
    private static final int PARENT_ID = 40;
    static final int PARENT_TIME_STAMP = 56;
    static final int PARENT_NAME = 64;
    private static final int PARENT_NAME_SIZE = 512;
    private static final int LOCATORS = 576;
    private static final int LOCATOR_SIZE = 24;
    private static final int LOCATOR_COUNT = 8;

    private static final int VERSION_1 = 1;
    private static final int MAX_BLOCK = 1 << 30;

    private final ByteBuffer bytes;
    private final long at;

    private DynamicHeader(ByteBuffer bytes, long at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** A new one, for a table right behind it. */
    static DynamicHeader create(long at, int entries) {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        bytes.putLong(0, COOKIE).putLong(8, -1).putLong(TABLE_OFFSET, at + SIZE);
        bytes.putShort(VERSION, (short) VERSION_1).putInt(MAX_TABLE_ENTRIES, entries);
        bytes.putInt(BLOCK_SIZE, DEFAULT_BLOCK).putInt(CHECKSUM, Footer.checksum(bytes, CHECKSUM));
        return new DynamicHeader(bytes, at);
    }

    static DynamicHeader read(ImageFile file, Footer footer) {
        long at = footer.dataOffset();
        if (at < Footer.SECTOR || at > file.size() - SIZE) {
            throw file.fault(
                    "Data Offset",
                    footer.at() + Footer.DATA_OFFSET,
                    "the header at " + Long.toUnsignedString(at) + " is not in the file");
        }
        DynamicHeader header = new DynamicHeader(file.read("dynamic disk header", at, SIZE), at);
        header.check(file);
        return header;
    }

    private void check(ImageFile file) {
        if (bytes.getLong(0) != COOKIE) {
            throw file.fault("Cookie", at, "no dynamic disk header is there");
        }
        if (bytes.getInt(CHECKSUM) != Footer.checksum(bytes, CHECKSUM)) {
            throw file.fault("Checksum", at + CHECKSUM, "the dynamic disk header's does not fit it");
        }
        if (bytes.getShort(VERSION) != VERSION_1) {
            throw file.fault("Header Version", at + VERSION, "it is not 1");
        }
        int block = bytes.getInt(BLOCK_SIZE);
        if (Integer.bitCount(block) != 1 || block < Footer.SECTOR || block > MAX_BLOCK) {
            throw file.fault(
                    "Block Size",
                    at + BLOCK_SIZE,
                    Integer.toUnsignedString(block) + ", not a power of two from 512 to 2^30");
        }
        if (maxTableEntries() * Integer.BYTES > file.size()) {
            throw file.fault("Max Table Entries", maxTableEntriesAt(), maxTableEntries() + ", more than the file has");
        }
        if (tableOffset() < 0 || tableOffset() > file.size() - maxTableEntries() * Integer.BYTES) {
            throw file.fault(
                    "Table Offset",
                    at + TABLE_OFFSET,
                    "the table at " + Long.toUnsignedString(tableOffset()) + " is not in the file");
        }
        if (tableOffset() < Footer.SECTOR
                || (tableOffset() < at + SIZE && at < tableOffset() + maxTableEntries() * Integer.BYTES)) {
            throw file.fault("Table Offset", at + TABLE_OFFSET, "the table lies on a footer or on its own header");
        }
    }

    long at() {
        return at;
    }

    long tableOffset() {
        return bytes.getLong(TABLE_OFFSET);
    }

    long maxTableEntries() {
        return Integer.toUnsignedLong(bytes.getInt(MAX_TABLE_ENTRIES));
    }

    long maxTableEntriesAt() {
        return at + MAX_TABLE_ENTRIES;
    }

    int blockSize() {
        return bytes.getInt(BLOCK_SIZE);
    }

    UUID parentId() {
        return new UUID(bytes.getLong(PARENT_ID), bytes.getLong(PARENT_ID + 8));
    }

    long parentIdAt() {
        return at + PARENT_ID;
    }

    int parentTimeStamp() {
        return bytes.getInt(PARENT_TIME_STAMP);
    }

    byte[] parentName() {
        byte[] name = new byte[PARENT_NAME_SIZE];
        bytes.get(PARENT_NAME, name);
        return name;
    }

    /** Where the parent's name stands in the file, for a platform. */
    record Locator(int platform, int length, long offset, long at) {}

    List<Locator> locators() {
        List<Locator> all = new ArrayList<>();
        for (int i = 0; i < LOCATOR_COUNT; i++) {
            int here = LOCATORS + i * LOCATOR_SIZE;
            if (bytes.getInt(here) != 0) {
                all.add(new Locator(bytes.getInt(here), bytes.getInt(here + 8), bytes.getLong(here + 16), at + here));
            }
        }
        return all;
    }

    ByteBuffer encode() {
        return bytes.duplicate().clear();
    }
}
