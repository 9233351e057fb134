package io.hv.image.vhdx;

import io.hv.image.CreateOptions;
import io.hv.image.block.Guid;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Writes a new image: headers, region tables, an empty log, metadata, BAT, and of a fixed disk room for all blocks. */
final class VhdxCreator {

    private static final String CREATOR = "hv";
    private static final int SECTOR = 512;
    private static final long LOG = Layout.MIB;
    private static final long METADATA = 2L * Layout.MIB;
    private static final long BAT = 3L * Layout.MIB;

    private final ImageFile file;
    private final CreateOptions options;

    VhdxCreator(ImageFile file, CreateOptions options) {
        this.file = file;
        this.options = options;
    }

    void run(long capacity) {
        String kind = options.subformat().orElse("dynamic");
        boolean isFixed = kind.equals("fixed");
        if (!isFixed && !kind.equals("dynamic")) {
            throw file.fault("subformat", -1, "'" + kind + "', not dynamic or fixed");
        }
        if (capacity > Metadata.MOST_SIZE) {
            throw file.fault("size", -1, capacity + " bytes, more than 64 TiB");
        }
        int blockSize = options.blockSize().orElse(defaultBlockSize(capacity));
        if (blockSize < Layout.MIB) {
            throw file.fault("block_size", -1, blockSize + " bytes, less than 1 MiB");
        }
        long size = Layout.roundUp(capacity, SECTOR);
        long blocks = (size + blockSize - 1) / blockSize;
        int chunkRatio = Blocks.chunkRatio(SECTOR, blockSize);
        long entries = Math.max(1, Blocks.entries(blocks, chunkRatio, false));
        long batLength = Layout.roundUp(entries * Long.BYTES, Layout.MIB);
        long end = BAT + batLength;
        file.resize(isFixed ? end + blocks * blockSize : end);
        if (isFixed) {
            writeBat(blocks, chunkRatio, end, blockSize);
        }
        writeMetadata(size, blockSize, isFixed);
        writeRegions(batLength);
        VhdxHeader header = new VhdxHeader(1, UUID.randomUUID(), UUID.randomUUID(), Guid.NONE, METADATA - LOG, LOG);
        file.write("header", Headers.OFFSETS[0], header.encode());
        file.write("header", Headers.OFFSETS[1], header.next().encode());
        ByteBuffer identifier = Layout.allocate(8 + 2 * CREATOR.length());
        identifier
                .put(Headers.MAGIC.getBytes(StandardCharsets.US_ASCII))
                .put(CREATOR.getBytes(StandardCharsets.UTF_16LE));
        file.write("signature", 0, identifier.flip());
    }

    /** As QEMU chooses it. */
    private static int defaultBlockSize(long capacity) {
        if (capacity > 32L << 40) {
            return 64 << 20;
        }
        if (capacity > 100L << 30) {
            return 32 << 20;
        }
        return capacity > 1L << 30 ? 16 << 20 : 8 << 20;
    }

    private void writeBat(long blocks, int chunkRatio, long first, int blockSize) {
        ByteBuffer page = Layout.allocate(Bat.PAGE);
        long block = 0;
        for (long index = 0; block < blocks; ) {
            page.clear();
            long start = index;
            while (page.hasRemaining() && block < blocks) {
                boolean isBitmap = index % (chunkRatio + 1) == chunkRatio;
                page.putLong(isBitmap ? 0 : (first + block * blockSize) | Blocks.FULLY_PRESENT);
                block += isBitmap ? 0 : 1;
                index++;
            }
            file.write("BAT", BAT + start * Long.BYTES, page.flip());
        }
    }

    private void writeMetadata(long size, int blockSize, boolean isFixed) {
        ByteBuffer table = Layout.allocate(Layout.KIB_64 + 64);
        table.put(0, Metadata.SIGNATURE.getBytes(StandardCharsets.US_ASCII));
        int data = Layout.KIB_64;
        table.putInt(data, blockSize).putInt(data + 4, isFixed ? Metadata.LEAVE_BLOCKS_ALLOCATED : 0);
        table.putLong(data + 8, size);
        Guid.put(table, data + 16, UUID.randomUUID());
        table.putInt(data + 32, SECTOR).putInt(data + 36, SECTOR);
        item(table, Metadata.FILE_PARAMETERS, data, 8, Metadata.IS_REQUIRED);
        item(table, Metadata.VIRTUAL_DISK_SIZE, data + 8, 8, Metadata.IS_REQUIRED | Metadata.IS_VIRTUAL_DISK);
        item(table, Metadata.VIRTUAL_DISK_ID, data + 16, 16, Metadata.IS_REQUIRED | Metadata.IS_VIRTUAL_DISK);
        item(table, Metadata.LOGICAL_SECTOR_SIZE, data + 32, 4, Metadata.IS_REQUIRED | Metadata.IS_VIRTUAL_DISK);
        item(table, Metadata.PHYSICAL_SECTOR_SIZE, data + 36, 4, Metadata.IS_REQUIRED | Metadata.IS_VIRTUAL_DISK);
        file.write("metadata", METADATA, table.clear());
    }

    private static void item(ByteBuffer table, UUID id, int offset, int length, int flags) {
        int count = table.getChar(10);
        int at = Metadata.HEAD + count * Metadata.ENTRY;
        Guid.put(table, at, id);
        table.putInt(at + 16, offset).putInt(at + 20, length).putInt(at + 24, flags);
        table.putChar(10, (char) (count + 1));
    }

    private void writeRegions(long batLength) {
        ByteBuffer table = Layout.allocate(RegionTable.SIZE);
        table.putInt(0, Layout.signature(RegionTable.SIGNATURE)).putInt(8, 2);
        region(table, RegionTable.HEAD, RegionTable.BAT, BAT, batLength);
        region(table, RegionTable.HEAD + RegionTable.ENTRY, RegionTable.METADATA, METADATA, BAT - METADATA);
        Layout.sign(table);
        file.write("region table", Layout.REGION_TABLE_1, table.duplicate().clear());
        file.write("region table", Layout.REGION_TABLE_2, table.duplicate().clear());
    }

    private static void region(ByteBuffer table, int at, UUID guid, long offset, long length) {
        Guid.put(table, at, guid);
        table.putLong(at + 16, offset).putInt(at + 24, (int) length).putInt(at + 28, 1);
    }
}
