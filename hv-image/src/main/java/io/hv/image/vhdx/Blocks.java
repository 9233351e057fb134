package io.hv.image.vhdx;

import io.hv.image.file.ImageFile;

/**
 * The blocks of a disk and of its sector bitmaps, and which entry of the BAT each has; [MS-VHDX] 2.5. An entry is checked
 * when it is asked for.
 */
final class Blocks {

    static final int NOT_PRESENT = 0;
    static final int UNDEFINED = 1;
    static final int ZERO = 2;
    static final int UNMAPPED = 3;
    static final int FULLY_PRESENT = 6;
    static final int PARTIALLY_PRESENT = 7;

    /** Of how many sectors a sector bitmap block tells. */
    static final long BITMAP_SECTORS = 1L << 23;

    private final ImageFile file;
    private final Metadata metadata;
    private final Bat bat;
    private final Reserved reserved;
    private final int chunkRatio;

    Blocks(ImageFile file, Metadata metadata, RegionTable.Region region, Reserved reserved) {
        this.file = file;
        this.metadata = metadata;
        this.reserved = reserved;
        bat = new Bat(file, region.offset());
        chunkRatio = chunkRatio(metadata.sectorSize, metadata.blockSize);
        if (entries() > region.length() / Long.BYTES) {
            throw file.fault(
                    "BAT region",
                    region.offset(),
                    "it has " + region.length() + " bytes, and the disk needs " + entries() + " entries");
        }
    }

    static int chunkRatio(int sectorSize, int blockSize) {
        return (int) (BITMAP_SECTORS * sectorSize / blockSize);
    }

    /** How many entries a BAT has. */
    static long entries(long blocks, int chunkRatio, boolean hasParent) {
        long bitmaps = (blocks + chunkRatio - 1) / chunkRatio;
        return hasParent ? bitmaps * (chunkRatio + 1) : blocks + Math.max(0, bitmaps - 1);
    }

    private long entries() {
        return entries(count(), chunkRatio, metadata.hasParent);
    }

    Bat bat() {
        return bat;
    }

    /** How many blocks the disk has. */
    long count() {
        return (metadata.capacity + metadata.blockSize - 1) / metadata.blockSize;
    }

    private long index(long block) {
        return block + block / chunkRatio;
    }

    /** Where a block's entry stands in the file. */
    long at(long block) {
        return bat.at(index(block));
    }

    static int state(long entry) {
        return (int) entry & 7;
    }

    static long offset(long entry) {
        return entry & -Layout.MIB;
    }

    /** A block's entry. */
    long get(long block) {
        long entry = bat.get(index(block));
        switch (state(entry)) {
            case NOT_PRESENT, UNDEFINED, ZERO, UNMAPPED -> {
                return entry;
            }
            case FULLY_PRESENT -> {}
            case PARTIALLY_PRESENT -> {
                if (!metadata.hasParent) {
                    throw file.fault("BAT entry", at(block), "a block is there in part, and the image has no parent");
                }
            }
            default -> throw file.fault("BAT entry", at(block), "its state " + state(entry) + " is not known");
        }
        // The file of a fixed disk may end with the disk.
        long needed = Math.min(metadata.blockSize, metadata.capacity - block * metadata.blockSize);
        check("BAT entry", at(block), offset(entry), needed);
        return entry;
    }

    private void check(String field, long at, long offset, long needed) {
        if (offset < 0 || offset > file.size() - needed) {
            throw file.fault(field, at, "0x" + Long.toHexString(offset) + " lies behind the end of the file");
        }
        String other = reserved.at(offset, needed);
        if (!other.isEmpty()) {
            throw file.fault(field, at, "0x" + Long.toHexString(offset) + " lies in the " + other);
        }
    }

    void set(long block, long entry) {
        bat.set(index(block), entry);
    }

    /** Where the sector bitmap is that tells of a block. */
    long bitmap(long block) {
        long index = (block / chunkRatio + 1) * (chunkRatio + 1) - 1;
        long entry = bat.get(index);
        if (state(entry) != FULLY_PRESENT) {
            throw file.fault(
                    "sector bitmap BAT entry",
                    bat.at(index),
                    "a block is there in part, and the sector bitmap that tells which is not");
        }
        check("sector bitmap BAT entry", bat.at(index), offset(entry), Layout.MIB);
        return offset(entry);
    }
}
